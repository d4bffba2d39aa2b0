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
    TaskMetrics metrics) {}
