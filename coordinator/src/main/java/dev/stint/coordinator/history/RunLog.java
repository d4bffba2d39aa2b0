package dev.stint.coordinator.history;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ReportFold;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A run's log, read. `lastSign` is when its coordinator was last known to be there.
public record RunLog(String runId, List<LoggedEvent> events, Instant lastSign) {

  /// For how long a coordinator that is there may give no sign of life: more than twice the time
  /// after which it gives one.
  public static final Duration SILENCE = Duration.ofSeconds(10);

  /// @throws StintException of kind INTERNAL when the log does not begin with what is run
  public RunLog {
    events = List.copyOf(events);
    if (events.isEmpty() || !(events.getFirst().event() instanceof RunEvent.RunStarted)) {
      throw StintException.internal(
          "the journal of run " + runId + " does not begin with what is run", null);
    }
  }

  /// The same with the sign of life of `earlier`, if that is later.
  public RunLog notSilentBefore(RunLog earlier) {
    return earlier.lastSign.isAfter(lastSign) ? new RunLog(runId, events, earlier.lastSign) : this;
  }

  /// What was asked.
  public RunRequest request() {
    return ((RunEvent.RunStarted) events.getFirst().event()).request();
  }

  /// What became of it so far.
  public RunReport report(PriceTable prices) {
    var fold = new ReportFold();
    events.forEach(fold::on);
    return fold.report(prices);
  }

  /// Whether its result stands.
  public boolean isEnded() {
    return has(RunEvent.RunEnded.class);
  }

  /// Whether nothing is left of it but its output and its log.
  public boolean isSwept() {
    return has(RunEvent.RunSwept.class);
  }

  /// Whether its files were becoming visible, so that it can only be finished.
  public boolean isCommitting() {
    return has(RunEvent.CommitStarted.class) && !isEnded();
  }

  private boolean has(Class<? extends RunEvent> type) {
    return events.stream().anyMatch(logged -> type.isInstance(logged.event()));
  }

  /// Whether no coordinator gave a sign of life for `time`, or the last one left on purpose.
  public boolean isSilentFor(Duration time, Instant now) {
    return hasLeft() || lastSign.plus(time).isBefore(now);
  }

  /// Whether the last coordinator left, though attempts that it waited for may have ended since.
  private boolean hasLeft() {
    for (var logged : events.reversed()) {
      if (logged.event() instanceof RunEvent.CoordinatorLeft) {
        return true;
      }
      if (logged.event() instanceof RunEvent.CoordinatorStarted) {
        return false;
      }
    }
    return false;
  }

  public RunStanding standing(Instant now) {
    return switch (report(PriceTable.US_EAST_1_ARM).status()) {
      case RUNNING -> isSilentFor(SILENCE, now) ? RunStanding.INTERRUPTED : RunStanding.RUNNING;
      case SUCCEEDED -> RunStanding.SUCCEEDED;
      case SKIPPED -> RunStanding.SKIPPED;
      case FAILED -> RunStanding.FAILED;
      case CANCELLED -> RunStanding.CANCELLED;
    };
  }
}
