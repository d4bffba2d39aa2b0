package dev.stint.coordinator.request;

import dev.stint.config.memory.FunctionMemory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// How often a task is tried, and with how much memory.
///
/// After a failure of kind TRANSIENT the task is tried again, at most `maxTransientFailures` - 1
/// times, after a pause that doubles from `firstPause` to at most `maxPause`, shortened by chance
/// by up to half; where a second attempt runs beside the last one, both have to fail. After one of
/// kind RESOURCE it is tried again at once in a larger function, of at most
/// `maxFunctionMemoryBytes`: one that has what the failed attempt says that it needs. The first
/// attempt gets `functionMemoryBytes`.
///
/// @param functionSizes the memory, in bytes, that functions come with; empty where they come with
///   any, and the next larger one has twice as much
public record AttemptPolicy(
    int maxTransientFailures,
    Duration firstPause,
    Duration maxPause,
    long functionMemoryBytes,
    long maxFunctionMemoryBytes,
    List<Long> functionSizes) {

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
    // Runs that were begun before there were sizes have none in their journals.
    functionSizes =
        functionSizes == null ? List.of() : functionSizes.stream().distinct().sorted().toList();
  }

  /// For functions that come with any memory.
  public AttemptPolicy(
      int maxTransientFailures,
      Duration firstPause,
      Duration maxPause,
      long functionMemoryBytes,
      long maxFunctionMemoryBytes) {
    this(
        maxTransientFailures,
        firstPause,
        maxPause,
        functionMemoryBytes,
        maxFunctionMemoryBytes,
        List.of());
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

  /// The same for functions that come with these sizes only, the largest of which is the most.
  public AttemptPolicy withFunctionSizes(List<Long> sizes) {
    return new AttemptPolicy(
        maxTransientFailures,
        firstPause,
        maxPause,
        functionMemoryBytes,
        Math.max(functionMemoryBytes, Collections.max(sizes)),
        sizes);
  }

  /// The memory of the next larger function, `bytes` if there is none.
  public long largerThan(long bytes) {
    return largerThan(bytes, 0);
  }

  /// The memory of the least larger function whose operators may take `neededBytes` and a quarter
  /// more, since what comes after has needs, too; the largest function if none may, and `bytes` if
  /// there is no larger one.
  public long largerThan(long bytes, long neededBytes) {
    long needed = FunctionMemory.ofOperators(neededBytes + neededBytes / 4);
    if (functionSizes.isEmpty()) {
      long doubled = Math.multiplyExact(bytes, 2L);
      return Math.min(Math.max(doubled, needed), maxFunctionMemoryBytes);
    }
    var larger =
        functionSizes.stream()
            .filter(size -> size > bytes && size <= maxFunctionMemoryBytes)
            .toList();
    return larger.stream()
        .filter(size -> size >= needed)
        .findFirst()
        .orElse(larger.isEmpty() ? bytes : larger.getLast());
  }

  /// The pause before the next attempt after `failures` transient ones; `chance` is in [0, 1).
  public Duration pauseAfter(int failures, double chance) {
    long doubled = firstPause.toMillis() << Math.min(failures - 1, 20);
    long longest = Math.min(doubled, maxPause.toMillis());
    return Duration.ofMillis(Math.round(longest * (1 - chance / 2)));
  }
}
