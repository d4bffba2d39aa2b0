package dev.stint.coordinator.run;

import dev.stint.config.price.RunCost;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run stands, or ended, and what it took. `failure` says why it FAILED and is `null`
/// otherwise. `stages` holds those that started, by id. `metrics` sums theirs and the coordinators'
/// own requests. `files` are the ones the run made visible. `coordinators` counts those that had
/// the run, one after the other. `endTime` is that of the last event.
public record RunReport(
    String runId,
    @Nullable RunOrigin origin,
    RunStatus status,
    @Nullable TaskFailure failure,
    List<StageReport> stages,
    List<String> files,
    TaskMetrics metrics,
    RunCost cost,
    int coordinators,
    Instant startTime,
    Instant endTime) {

  public RunReport {
    stages = List.copyOf(stages);
    files = List.copyOf(files);
  }

  /// The same of a run that another coordinator has: what this one last made of it was not written,
  /// and did not happen.
  RunReport goingOnElsewhere() {
    return new RunReport(
        runId,
        origin,
        RunStatus.RUNNING,
        null,
        stages,
        List.of(),
        metrics,
        cost,
        coordinators,
        startTime,
        endTime);
  }
}
