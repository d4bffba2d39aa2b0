package dev.stint.coordinator.run;

import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a stage. `attempts` counts all that were started, `failedAttempts` those that
/// failed. `metrics` sums those of all attempts that reported, failed ones too. The end is `null`
/// while the stage runs and when the run ended before it did.
public record StageReport(
    int stageId,
    int tasks,
    int finishedTasks,
    int attempts,
    int failedAttempts,
    Instant startTime,
    @Nullable Instant endTime,
    TaskMetrics metrics) {

  static StageReport started(int stageId, int tasks, Instant time) {
    return new StageReport(stageId, tasks, 0, 0, 0, time, null, TaskMetrics.NONE);
  }

  StageReport plusAttempt() {
    return new StageReport(
        stageId, tasks, finishedTasks, attempts + 1, failedAttempts, startTime, endTime, metrics);
  }

  StageReport plusFailure() {
    return new StageReport(
        stageId, tasks, finishedTasks, attempts, failedAttempts + 1, startTime, endTime, metrics);
  }

  StageReport plusFinishedTask() {
    return new StageReport(
        stageId, tasks, finishedTasks + 1, attempts, failedAttempts, startTime, endTime, metrics);
  }

  StageReport plusMetrics(TaskMetrics more) {
    return new StageReport(
        stageId,
        tasks,
        finishedTasks,
        attempts,
        failedAttempts,
        startTime,
        endTime,
        metrics.plus(more));
  }

  StageReport endedAt(Instant time) {
    return new StageReport(
        stageId, tasks, finishedTasks, attempts, failedAttempts, startTime, time, metrics);
  }
}
