package dev.stint.tests.simulation;

import dev.stint.shuffle.s3.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// A process's way to S3: its own chance, its network, whether it has connected yet, and how fast
/// it sends. It tries again, slows down and hedges as the real client does.
final class S3Client {

  /// Tries of one request, the first among them.
  static final int MAX_TRIES = 6;

  private static final String S3 = "s3://";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /// What each request earns of a second one, and how many may be saved.
  private static final double HEDGE_SHARE = 0.02;

  private static final double HEDGE_BURST = 3;

  private record Lane(String bucket, S3Operation.Load load) {}

  /// The store's contract is tested by several threads, a world is played by one.
  private final Map<Lane, Pace> paces = new ConcurrentHashMap<>();

  private double savedHedges = HEDGE_BURST;
  private final SplittableRandom random;
  private final NetworkBuckets network;
  private boolean isConnected;

  S3Client(SplittableRandom random, NetworkBuckets network) {
    this.random = random;
    this.network = network;
  }

  SplittableRandom random() {
    return random;
  }

  NetworkBuckets network() {
    return network;
  }

  /// What the first request pays more than the others.
  Duration connect() {
    if (isConnected) {
      return Duration.ZERO;
    }
    isConnected = true;
    return Latencies.S3_CONNECT.sample(random);
  }

  /// How long to wait before try `next` (from 1), with full jitter.
  Duration backoff(int next) {
    long longestNanos = FIRST_PAUSE.multipliedBy(1L << (next - 1)).toNanos();
    return Duration.ofNanos(random.nextLong(longestNanos) + 1);
  }

  /// How fast requests of a kind may go to a bucket.
  Pace pace(S3Operation operation, String path) {
    return paces.computeIfAbsent(new Lane(bucket(path), operation.load()), _ -> new Pace());
  }

  /// Of `s3://bucket/…`; none of what is no path, which the store refuses.
  static String bucket(String path) {
    int from = S3.length();
    int to = path.indexOf('/', from);
    return to < 0 ? "" : path.substring(from, to);
  }

  /// Takes note of a request.
  void earnHedge() {
    savedHedges = Math.min(HEDGE_BURST, savedHedges + HEDGE_SHARE);
  }

  /// Whether a late request may be sent again; then it counts as sent.
  boolean mayHedge() {
    if (savedHedges < 1) {
      return false;
    }
    savedHedges--;
    return true;
  }
}
