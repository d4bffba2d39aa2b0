package dev.stint.coordinator.run;

import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a listener hears of a run, in the order in which it happens.
public sealed interface RunProgress {

  record RunStarted(String runId, StageGraph graph) implements RunProgress {}

  /// The number of a stage's tasks is known from here on.
  record StageStarted(int stageId, int tasks) implements RunProgress {}

  record AttemptStarted(int stageId, int taskIndex, int attempt, long functionMemoryBytes)
      implements RunProgress {}

  /// `retryAfter` is the pause before the next attempt, `null` when this failure ends the run.
  record AttemptFailed(
      int stageId,
      int taskIndex,
      int attempt,
      TaskFailure failure,
      @Nullable Duration retryAfter,
      TaskMetrics metrics)
      implements RunProgress {}

  record TaskFinished(int stageId, int taskIndex, int attempt, TaskMetrics metrics)
      implements RunProgress {}

  record StageFinished(StageReport report) implements RunProgress {}

  /// Output files are about to become visible.
  record CommitStarted(int files) implements RunProgress {}

  record RunFinished(RunReport report) implements RunProgress {}
}
