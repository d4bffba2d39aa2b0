package dev.stint.coordinator.run;

import dev.stint.coordinator.partition.Decision;
import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a stage. `attempts` counts all that were started, `failedAttempts` those that
/// failed, `retries` those that were started since an earlier one had failed or was lost,
/// `secondAttempts` those that were started beside one that lagged, of which `secondWins` were the
/// first to finish. `metrics` sums those of all attempts that reported, failed ones too;
/// `filteredRows` of their input runtime filters dropped. `decisions` are those that led to its
/// tasks. The end is `null` while the stage runs and when the run ended before it did.
public record StageReport(
    int stageId,
    int tasks,
    int finishedTasks,
    int attempts,
    int failedAttempts,
    int retries,
    int secondAttempts,
    int secondWins,
    Instant startTime,
    @Nullable Instant endTime,
    TaskMetrics metrics,
    long filteredRows,
    List<Decision> decisions) {

  public StageReport {
    decisions = List.copyOf(decisions);
  }
}
