package dev.stint.coordinator.request;

import java.time.Duration;

/// How often a task is tried, and with how much memory.
///
/// After a failure of kind TRANSIENT the task is tried again, at most `maxTransientFailures` - 1
/// times, after a pause that doubles from `firstPause` to at most `maxPause`, shortened by chance
/// by up to half; where a second attempt runs beside the last one, both have to fail. After one of
/// kind RESOURCE it is tried again at once in a function of twice the memory, at most
/// `maxFunctionMemoryBytes`. The first attempt gets `functionMemoryBytes`.
public record AttemptPolicy(
    int maxTransientFailures,
    Duration firstPause,
    Duration maxPause,
    long functionMemoryBytes,
    long maxFunctionMemoryBytes) {

  /// The most memory a Lambda function can have.
  public static final long LARGEST_FUNCTION_BYTES = 10_240L << 20;

  public AttemptPolicy {
    if (maxTransientFailures < 1 || firstPause.isNegative() || maxPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "%d, %s, %s".formatted(maxTransientFailures, firstPause, maxPause));
    }
    if (functionMemoryBytes < 1 || maxFunctionMemoryBytes < functionMemoryBytes) {
      throw new IllegalArgumentException(functionMemoryBytes + ", " + maxFunctionMemoryBytes);
    }
  }

  /// The defaults: four attempts, pauses from 0.2 to 10 seconds, memory up to Lambda's largest.
  public static AttemptPolicy of(long functionMemoryBytes) {
    return of(functionMemoryBytes, Math.max(functionMemoryBytes, LARGEST_FUNCTION_BYTES));
  }

  /// The same with memory up to `maxFunctionMemoryBytes`.
  public static AttemptPolicy of(long functionMemoryBytes, long maxFunctionMemoryBytes) {
    return new AttemptPolicy(
        4,
        Duration.ofMillis(200),
        Duration.ofSeconds(10),
        functionMemoryBytes,
        maxFunctionMemoryBytes);
  }

  /// The pause before the next attempt after `failures` transient ones; `chance` is in [0, 1).
  public Duration pauseAfter(int failures, double chance) {
    long doubled = firstPause.toMillis() << Math.min(failures - 1, 20);
    long longest = Math.min(doubled, maxPause.toMillis());
    return Duration.ofMillis(Math.round(longest * (1 - chance / 2)));
  }
}
