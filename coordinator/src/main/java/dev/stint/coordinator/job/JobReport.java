package dev.stint.coordinator.job;

import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.task.TaskFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an execution of a job ended: the reports of its runs in the order of the statements, at
/// least one. All but the last have done what they were to do.
public record JobReport(String jobId, @Nullable String name, List<RunReport> runs) {

  public JobReport {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no runs");
    }
  }

  /// That of the last run: the first that fails or is cancelled ends the job.
  public RunStatus status() {
    return runs.getLast().status();
  }

  /// Why the job FAILED; `null` otherwise.
  public @Nullable TaskFailure failure() {
    return runs.getLast().failure();
  }
}
