package dev.stint.coordinator.trigger;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.run.RunReport;
import dev.stint.shuffle.store.ObjectStore;
import java.util.Optional;

/// How executions ended: as it was noted, or else as the logs of their runs say.
public final class ExecutionEnds {

  private final ObjectStore store;
  private final String workPath;
  private final ExecutionLog log;

  /// `workPath` has no slash at its end.
  public ExecutionEnds(ObjectStore store, String workPath) {
    this.store = store;
    this.workPath = workPath;
    this.log = new ExecutionLog(store, workPath);
  }

  /// How an execution of a job ended; empty when it has not, as far as is known.
  public Optional<ExecutionLog.End> find(String job, String execution) {
    return log.end(job, execution).or(() -> state(execution).flatMap(JobState::end).map(this::end));
  }

  /// How far an execution is; empty when nothing is known of it.
  Optional<JobState> state(String execution) {
    return new JobLog(store, workPath)
        .read(execution)
        .map(
            entry ->
                JobState.of(
                    entry.request(), new RunHistory(store, workPath), PriceTable.US_EAST_1_ARM));
  }

  private ExecutionLog.End end(RunReport report) {
    var failure = report.failure();
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED ->
          new ExecutionLog.End(ExecutionLog.Outcome.SUCCEEDED, null, report.endTime());
      case CANCELLED ->
          new ExecutionLog.End(
              ExecutionLog.Outcome.CANCELLED, "it was cancelled", report.endTime());
      case FAILED ->
          new ExecutionLog.End(
              ExecutionLog.Outcome.FAILED,
              failure == null ? null : failure.message(),
              report.endTime());
      case RUNNING -> throw new IllegalStateException(report.runId() + " has not ended");
    };
  }
}
