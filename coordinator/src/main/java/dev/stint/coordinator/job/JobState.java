package dev.stint.coordinator.job;

import static java.util.stream.Collectors.toMap;

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

  /// Reads the logs of all steps, several at a time.
  ///
  /// @throws dev.stint.plan.failure.StintException when one of them cannot be read
  public static JobState of(JobRequest request, RunHistory history, PriceTable prices) {
    var steps = JobStep.of(request);
    var found = history.read(steps.stream().map(JobStep::runId).toList());
    var logs = found.logs().stream().collect(toMap(RunLog::runId, log -> log));
    var finished = new ArrayList<RunReport>();
    for (var step : steps) {
      var id = step.runId();
      // What cannot be read is read again, for it to say why.
      var log =
          found.unreadable().containsKey(id) ? history.read(id) : Optional.ofNullable(logs.get(id));
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
