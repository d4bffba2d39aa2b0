package dev.stint.plan.task;

import org.jspecify.annotations.Nullable;

/// Requests to the object store that did not get through and were sent again, or were given up
/// after too many tries. Throttled ones were answered with "slow down": reads (GET, HEAD, LIST) and
/// writes (PUT, POST, DELETE), which S3 limits apart. `others` met another passing failure of the
/// store, or lost their connection.
public record FailedRequests(long throttledReads, long throttledWrites, long others) {

  public FailedRequests {
    if (throttledReads < 0 || throttledWrites < 0 || others < 0) {
      throw new IllegalArgumentException(
          "%d, %d, %d".formatted(throttledReads, throttledWrites, others));
    }
  }

  /// `null` if there are none: of nearly all attempts there is nothing to tell.
  public static @Nullable FailedRequests of(
      long throttledReads, long throttledWrites, long others) {
    return throttledReads + throttledWrites + others == 0
        ? null
        : new FailedRequests(throttledReads, throttledWrites, others);
  }

  /// The sums of both, of which each may be `null`.
  public static @Nullable FailedRequests sum(
      @Nullable FailedRequests one, @Nullable FailedRequests other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new FailedRequests(
        one.throttledReads + other.throttledReads,
        one.throttledWrites + other.throttledWrites,
        one.others + other.others);
  }

  public long throttled() {
    return throttledReads + throttledWrites;
  }
}
