package dev.stint.coordinator.cli;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunProgress;
import dev.stint.plan.task.TaskMetrics;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Counts what the runs of a job have cost so far, and ends the one under way when that passes the
/// job's limit. What running attempts cost is known only when they end, so the limit can be passed
/// by that much.
final class CostLimit implements RunListener {

  private final @Nullable BigDecimal dollars;
  private final PriceTable prices;
  private final Runnable cancel;
  private final java.util.Map<String, Long> memory = new java.util.HashMap<>();
  private Usage usage = Usage.NONE;
  private boolean isPassed;

  CostLimit(@Nullable BigDecimal dollars, PriceTable prices, Runnable cancel) {
    this.dollars = dollars;
    this.prices = prices;
    this.cancel = cancel;
  }

  @Override
  public void on(RunProgress progress) {
    switch (progress) {
      case RunProgress.AttemptStarted started ->
          memory.put(
              id(started.stageId(), started.taskIndex(), started.attempt()),
              started.functionMemoryBytes());
      case RunProgress.AttemptFailed failed ->
          add(id(failed.stageId(), failed.taskIndex(), failed.attempt()), failed.metrics());
      case RunProgress.TaskFinished finished ->
          add(id(finished.stageId(), finished.taskIndex(), finished.attempt()), finished.metrics());
      case RunProgress.RunStarted _,
          RunProgress.StageStarted _,
          RunProgress.StageFinished _,
          RunProgress.CommitStarted _,
          RunProgress.RunFinished _ -> {}
    }
  }

  private static String id(int stageId, int taskIndex, int attempt) {
    return stageId + "." + taskIndex + "." + attempt;
  }

  private void add(String attempt, TaskMetrics metrics) {
    var bytes = memory.remove(attempt);
    usage =
        usage
            .plusAttempt(bytes == null ? 0 : bytes, metrics.wallNanos())
            .plusRequests(metrics.putRequests(), metrics.listRequests(), metrics.getRequests());
    if (dollars != null && !isPassed && cost() > dollars.doubleValue()) {
      isPassed = true;
      cancel.run();
    }
  }

  /// What to tell the user when the limit was passed; `null` when it was not.
  @Nullable String passedMessage() {
    return isPassed && dollars != null
        ? "the run was ended because it cost more than the job's limit, limits.maxCost: $"
            + dollars.toPlainString()
        : null;
  }

  private double cost() {
    return RunCost.of(usage, prices).totalDollars();
  }
}
