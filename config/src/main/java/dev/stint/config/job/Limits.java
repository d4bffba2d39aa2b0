package dev.stint.config.job;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What one run of a job may use at most; `null` where the job sets no limit. `maxCost` is in
/// dollars, `maxParallelism` in attempts at the same time.
public record Limits(@Nullable BigDecimal maxCost, @Nullable Integer maxParallelism) {

  public static final Limits NONE = new Limits(null, null);
}
