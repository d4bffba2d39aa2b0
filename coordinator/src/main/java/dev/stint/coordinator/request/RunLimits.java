package dev.stint.coordinator.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a run may use at most: attempts at the same time; dollars, infinite where there is no
/// limit, and no more than zero when nothing is left of the limit of a job; and time from its start
/// to its end, `null` where there is no limit, and zero when nothing is left.
public record RunLimits(int maxParallelism, double maxDollars, @Nullable Duration maxDuration) {

  public static final RunLimits NONE =
      new RunLimits(Integer.MAX_VALUE, Double.POSITIVE_INFINITY, null);

  public RunLimits {
    if (maxParallelism < 1) {
      throw new IllegalArgumentException("maxParallelism: " + maxParallelism);
    }
    if (Double.isNaN(maxDollars)) {
      throw new IllegalArgumentException("maxDollars: " + maxDollars);
    }
    if (maxDuration != null && maxDuration.isNegative()) {
      throw new IllegalArgumentException("maxDuration: " + maxDuration);
    }
  }
}
