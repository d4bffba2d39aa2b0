package dev.stint.coordinator.handler;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.job.JobState;

/// How far an execution is, to tell whether a coordinator achieved something: how many of its runs
/// are over, and how many events in the log of the one that is under way a later coordinator does
/// not have to repeat.
record Progress(int runs, long events) {

  static Progress of(JobState state) {
    long events =
        state.underWay().stream()
            .flatMap(log -> log.events().stream())
            .filter(logged -> stays(logged.event()))
            .count();
    return new Progress(state.finished().size(), events);
  }

  private static boolean stays(RunEvent event) {
    return switch (event) {
      case RunEvent.RunStarted _,
          RunEvent.StageInserted _,
          RunEvent.StagePlanned _,
          RunEvent.StageUnneeded _,
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
