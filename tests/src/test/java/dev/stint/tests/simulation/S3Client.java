package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// A process's way to S3: its own chance, its network, and whether it has connected yet.
final class S3Client {

  /// Tries of one request, the first among them: as the real client makes.
  static final int MAX_TRIES = dev.stint.config.store.S3Settings.MAX_ATTEMPTS;

  private static final Duration BACKOFF = Duration.ofMillis(100);
  private static final Duration THROTTLED_BACKOFF = Duration.ofSeconds(1);

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
  Duration backoff(int next, SimulatedS3.Fate fate) {
    var base = fate == SimulatedS3.Fate.SLOW_DOWN ? THROTTLED_BACKOFF : BACKOFF;
    return Duration.ofNanos(random.nextLong(base.multipliedBy(1L << (next - 1)).toNanos()) + 1);
  }
}
