package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a run may cost, in dollars; infinite when it may cost anything. Attempts cost more with
/// every moment they run, at a rate that follows from their memory, so the moment at which they
/// will have used up the budget is known ahead. Requests count when the attempt that made them
/// answers.
record Budget(double dollars, PriceTable prices) {

  /// The moment at which a run that has used `usage` by `now`, and whose attempts hold
  /// `runningBytes` of memory, has used up its budget; `null` when it never will.
  @Nullable Instant end(Usage usage, double runningBytes, Instant now) {
    double left = dollars - RunCost.of(usage, prices).totalDollars();
    if (left <= 0) {
      return now;
    }
    double nanos = left / (runningBytes / (1 << 30) * prices.gigabyteSecond()) * 1e9;
    return nanos < Duration.ofDays(365).toNanos() ? now.plusNanos(Math.round(nanos)) : null;
  }

  TaskFailure failure() {
    var text = new BigDecimal(Math.max(dollars, 0)).round(new MathContext(3)).toPlainString();
    return new TaskFailure(
        FailureKind.USER,
        "the run was ended at $%s, the most that the job's limits.maxCost lets it cost"
            .formatted(text),
        null);
  }
}
