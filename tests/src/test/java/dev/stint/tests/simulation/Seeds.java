package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Which worlds a test looks at: one, where `-Dstint.seed=123` asks for it, and otherwise seed 0, 1
/// and so on, `-Dstint.seeds=1000000` of them or as many as the test wants; with
/// `-Dstint.from=200000`, those after the first 200,000.
final class Seeds {

  static final String PROPERTY = "stint.seed";
  static final String COUNT_PROPERTY = "stint.seeds";
  static final String FROM_PROPERTY = "stint.from";

  private Seeds() {}

  /// The seeds to try, `count` unless the properties say otherwise.
  static LongStream of(long count) {
    var one = Long.getLong(PROPERTY);
    return one == null
        ? LongStream.range(from(), Long.getLong(COUNT_PROPERTY, count))
        : LongStream.of(one);
  }

  private static long from() {
    return Long.getLong(FROM_PROPERTY, 0);
  }

  /// Tries seeds in their order until `box` of real time is over, at least `least` of them; if the
  /// properties name seeds, exactly these. Says how many it tried.
  static long within(Duration box, long least, LongConsumer world) {
    boolean isNamed = Long.getLong(PROPERTY) != null || Long.getLong(COUNT_PROPERTY) != null;
    if (isNamed) {
      return of(0).peek(world).count();
    }
    long deadline = System.nanoTime() + box.toNanos();
    return within(() -> System.nanoTime() - deadline < 0, least, world);
  }

  /// As above, with several worlds at once, each on a thread of its own. After the first failure
  /// none begins any more, and it is thrown.
  static long inParallel(Duration box, long least, LongConsumer world) {
    var named = Long.getLong(PROPERTY);
    long from = named == null ? from() : named;
    long end = named == null ? Long.getLong(COUNT_PROPERTY, -1) : named + 1;
    long deadline = System.nanoTime() + box.toNanos();
    var next = new AtomicLong(from);
    var failure = new AtomicReference<@Nullable Throwable>();
    Runnable worker =
        () -> {
          for (long seed = next.getAndIncrement();
              failure.get() == null
                  && (end >= 0 ? seed < end : seed < least || System.nanoTime() - deadline < 0);
              seed = next.getAndIncrement()) {
            try {
              world.accept(seed);
            } catch (RuntimeException | Error e) {
              failure.compareAndSet(null, e);
            }
          }
        };
    int threads = Runtime.getRuntime().availableProcessors();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < threads; thread++) {
        pool.execute(worker);
      }
    }
    switch (failure.get()) {
      case null -> {}
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return next.get() - threads - from;
  }

  /// As above, with the time box as a question.
  static long within(BooleanSupplier isTimeLeft, long least, LongConsumer world) {
    long seed = 0;
    while (seed < least || isTimeLeft.getAsBoolean()) {
      world.accept(seed++);
    }
    return seed;
  }
}
