package dev.stint.coordinator.job;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far an execution of a job is, from the logs of its runs: `finished` are the reports of its
/// first steps that are over, and `underWay` is the log of the step after them, if that has begun.
/// `steps` counts those of the whole job.
public record JobState(List<RunReport> finished, Optional<RunLog> underWay, int steps) {

  public JobState {
    finished = List.copyOf(finished);
  }

  public static JobState of(JobRequest request, RunHistory history, PriceTable prices) {
    var steps = JobStep.of(request);
    var finished = new ArrayList<RunReport>();
    for (var step : steps) {
      var log = history.read(step.runId());
      if (log.isEmpty() || !log.get().isSwept()) {
        return new JobState(finished, log, steps.size());
      }
      finished.add(log.get().report(prices));
    }
    return new JobState(finished, Optional.empty(), steps.size());
  }

  /// The report of the run that ended the job, or of the last of all; empty when something is to be
  /// done.
  public Optional<RunReport> end() {
    return finished.stream()
        .filter(run -> run.status() == RunStatus.FAILED || run.status() == RunStatus.CANCELLED)
        .findFirst()
        .or(() -> finished.size() == steps ? Optional.of(finished.getLast()) : Optional.empty());
  }
}
