package dev.stint.coordinator.estimate;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.math.BigDecimal;
import java.math.MathContext;

/// Whether a run may start, given what it may cost. A refusal because of a bad guess would be worse
/// than a run that is ended at its limit, so a run is refused only when even the low end of its
/// estimate is above the limit.
public sealed interface CostCheck {

  /// The expected costs are within the limit.
  record Fine() implements CostCheck {}

  /// The run may well be ended before it is done; `text` says so, for the user, in one line.
  record Warn(String text) implements CostCheck {}

  /// The run would be ended before it is done.
  record Refuse(TaskFailure failure) implements CostCheck {}

  /// `maxDollars` is infinite where there is no limit.
  static CostCheck of(RunEstimate estimate, double maxDollars) {
    var dollars = estimate.dollars();
    if (dollars.expected() <= maxDollars) {
      return new Fine();
    }
    if (dollars.low() <= maxDollars) {
      return new Warn(
          "the run is expected to cost %s (%s to %s), more than the %s that limits.maxCost leaves it,"
                  .formatted(
                      text(dollars.expected()),
                      text(dollars.low()),
                      text(dollars.high()),
                      text(maxDollars))
              + " and is ended when it has cost that; "
              + largest(estimate));
    }
    return new Refuse(
        new TaskFailure(
            FailureKind.USER,
            "the run was not started: it is estimated to cost %s, at least %s, and limits.maxCost"
                    .formatted(text(dollars.expected()), text(dollars.low()))
                + " leaves it %s; ".formatted(text(maxDollars))
                + largest(estimate)
                + "; raise limits.maxCost, or read less: fewer columns, a filter on a partition"
                + " column. stint explain --cost shows the estimate",
            null));
  }

  private static String largest(RunEstimate estimate) {
    var stage = estimate.dearestStage();
    return "stage %d has most of it, %s"
        .formatted(stage.stageId(), text(stage.dollars().expected()));
  }

  private static String text(double dollars) {
    return "$"
        + new BigDecimal(Math.max(0, dollars))
            .round(new MathContext(3))
            .stripTrailingZeros()
            .toPlainString();
  }
}
