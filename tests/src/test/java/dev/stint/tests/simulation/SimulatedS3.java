package dev.stint.tests.simulation;

import dev.stint.shuffle.store.InMemoryObjectStore;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// S3 in a world: what it holds, and how long each request takes and how it ends. Who makes
/// requests applies their effects to [#state], which is strongly consistent.
final class SimulatedS3 {

  /// How a request ends.
  enum Fate {
    DONE,
    /// A 503: too many requests. Nothing happened.
    SLOW_DOWN,
    /// A 500 or a broken connection. Nothing happened.
    ERROR,
    /// It happened, and the client does not hear of it.
    ANSWER_LOST,
    /// It is done, and the bytes that came are damaged; the reader sees it.
    DAMAGED
  }

  /// How a request ends, how long after it was sent, and how much of that is for its bytes to move.
  record Outcome(Fate fate, Duration duration, Duration transfer) {}

  private record Rates(RateLimit reads, RateLimit writes) {}

  private static final Duration REFUSAL = Duration.ofMillis(12);

  /// A part of a second's requests may come at once.
  private static final double BURST_SECONDS = 0.5;

  private final S3Settings settings;
  private final SessionDrift readDrift;
  private final SessionDrift writeDrift;
  private final InMemoryObjectStore state;
  private final Map<String, Rates> rates = new ConcurrentHashMap<>();
  private final Map<S3Operation, Long> counts = new EnumMap<>(S3Operation.class);
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final Set<String> posthumous = new HashSet<>();
  private Consumer<String> onWrite = _ -> {};
  private Consumer<Collection<String>> onDelete = _ -> {};
  private long outageFromNanos;
  private long outageToNanos;

  SimulatedS3(S3Settings settings, VirtualTime time, Chance chance) {
    this.settings = settings;
    this.state = new InMemoryObjectStore(time);
    this.readDrift = new SessionDrift(chance.stream("read drift"), 0.65, 1.5);
    this.writeDrift = new SessionDrift(chance.stream("write drift"), 0.9, 1.1);
  }

  /// What it holds, past all time and faults.
  InMemoryObjectStore state() {
    return state;
  }

  /// A request of `bytes` that `client` sends at `nowNanos`. A DELETE of many keys is as many.
  Outcome request(
      S3Operation operation, String path, long bytes, int keys, S3Client client, long nowNanos) {
    counts.merge(operation, 1L, Long::sum);
    var outcome = outcome(operation, path, bytes, keys, client, nowNanos);
    fates.merge(outcome.fate, 1L, Long::sum);
    return outcome;
  }

  /// Requests so far, repeated ones too.
  long count(S3Operation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  long count(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /// Says that an object was written.
  void written(String path) {
    onWrite.accept(path);
  }

  /// Says that a request took effect on an object when its sender was no more.
  void outlived(String path) {
    posthumous.add(path);
  }

  /// Whether an object may be of a sender that was no more when it was written.
  boolean isPosthumous(String path) {
    return posthumous.contains(path);
  }

  /// Says that objects were deleted, which were there.
  void deleted(Collection<String> paths) {
    onDelete.accept(paths);
  }

  /// Has `listener` hear of objects that are deleted, as soon as they are gone.
  void onDelete(Consumer<Collection<String>> listener) {
    onDelete = listener;
  }

  /// Has `listener` hear of each object that is written, as soon as it is there.
  void onWrite(Consumer<String> listener) {
    onWrite = listener;
  }

  /// Has every request fail that is sent in a span of the world's time.
  void fail(Duration from, Duration span) {
    outageFromNanos = from.toNanos();
    outageToNanos = from.plus(span).toNanos();
  }

  private Outcome outcome(
      S3Operation operation, String path, long bytes, int keys, S3Client client, long nowNanos) {
    var random = client.random();
    var connect = client.connect();
    double chance = random.nextDouble();
    var faults = settings.faults();
    if (!isWithinRate(operation, path, keys, nowNanos) || chance < faults.slowDownRate()) {
      return new Outcome(Fate.SLOW_DOWN, connect.plus(REFUSAL), Duration.ZERO);
    }
    var latency = connect.plus(latency(operation, client, nowNanos));
    double isError = faults.slowDownRate() + faults.errorRate();
    boolean isOut = nowNanos >= outageFromNanos && nowNanos < outageToNanos;
    if (isOut || chance < isError) {
      return new Outcome(Fate.ERROR, latency, Duration.ZERO);
    }
    long begunNanos = nowNanos + latency.toNanos();
    var transfer = transfer(operation, bytes, client, begunNanos);
    var duration = latency.plus(transfer);
    if (chance < isError + faults.lostRate()) {
      return new Outcome(Fate.ANSWER_LOST, duration, transfer);
    }
    boolean isDamaged =
        operation == S3Operation.GET && random.nextDouble() < settings.faults().damageRate();
    return new Outcome(isDamaged ? Fate.DAMAGED : Fate.DONE, duration, transfer);
  }

  private boolean isWithinRate(S3Operation operation, String path, int keys, long nowNanos) {
    var bucket = rates.computeIfAbsent(S3Client.bucket(path), _ -> newRates());
    return switch (operation.load()) {
      case READ -> bucket.reads.tryTake(keys, nowNanos);
      case WRITE -> bucket.writes.tryTake(keys, nowNanos);
    };
  }

  private Rates newRates() {
    double reads = settings.readsPerSecond();
    double writes = settings.writesPerSecond();
    var growth = settings.growth();
    return new Rates(
        growth == null
            ? RateLimit.constant(reads, reads * BURST_SECONDS)
            : RateLimit.growing(reads, reads * BURST_SECONDS, growth),
        // Two hours of writes at the limit did not raise it.
        RateLimit.constant(writes, writes * BURST_SECONDS));
  }

  private Duration latency(S3Operation operation, S3Client client, long nowNanos) {
    var random = client.random();
    double factor =
        switch (operation.load()) {
          case READ -> readDrift.at(nowNanos);
          case WRITE -> writeDrift.at(nowNanos);
        };
    if (random.nextDouble() < settings.faults().slowRate()) {
      factor *= 1 + random.nextDouble(S3Faults.SLOWEST);
    }
    var table =
        switch (operation.load()) {
          case READ -> Latencies.S3_GET;
          case WRITE -> Latencies.S3_PUT;
        };
    return Duration.ofNanos(Math.round(table.sample(random).toNanos() * factor));
  }

  private static Duration transfer(
      S3Operation operation, long bytes, S3Client client, long nowNanos) {
    var network = client.network();
    var direction = operation.load() == S3Operation.Load.READ ? network.in() : network.out();
    return direction.transfer(bytes, nowNanos);
  }
}
