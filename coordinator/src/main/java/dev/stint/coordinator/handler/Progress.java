package dev.stint.coordinator.handler;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.history.RunLog;
import java.util.Optional;

/// How far a run is, to tell whether a coordinator achieved something.
final class Progress {

  private Progress() {}

  /// How many events of a run's log a later coordinator does not have to repeat; none of a run that
  /// was not begun.
  static long of(Optional<RunLog> log) {
    return log.stream()
        .flatMap(found -> found.events().stream())
        .filter(logged -> stays(logged.event()))
        .count();
  }

  private static boolean stays(RunEvent event) {
    return switch (event) {
      case RunEvent.RunStarted _,
          RunEvent.StageInserted _,
          RunEvent.StagePlanned _,
          RunEvent.StageUnneeded _,
          RunEvent.StageFused _,
          RunEvent.StageFinished _,
          RunEvent.AttemptSucceeded _,
          RunEvent.CancelRequested _,
          RunEvent.CommitStarted _,
          RunEvent.CommitStepDone _,
          RunEvent.RunEnded _,
          RunEvent.RunSwept _ ->
          true;
      case RunEvent.CoordinatorStarted _,
          RunEvent.CoordinatorLeft _,
          RunEvent.RequestsMade _,
          RunEvent.AttemptStarted _,
          RunEvent.AttemptRunning _,
          RunEvent.AttemptFailed _,
          RunEvent.AttemptCancelled _,
          RunEvent.RetryDue _ ->
          false;
    };
  }
}
