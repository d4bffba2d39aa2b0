package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.TaskState.Failed;
import dev.stint.coordinator.schedule.TaskState.Pausing;
import dev.stint.coordinator.schedule.TaskState.Ready;
import dev.stint.coordinator.schedule.TaskState.Running;
import dev.stint.coordinator.schedule.TaskState.Stopped;
import dev.stint.coordinator.schedule.TaskState.Succeeded;

/// What an event makes of a task. A function, for events just decided and for those of a log alike.
final class TaskTable {

  private TaskTable() {}

  static TaskState after(TaskState state, RunEvent.OfAttempt event) {
    return switch (event) {
      case RunEvent.AttemptStarted started -> afterStart(state, started.attempt().attempt());
      case RunEvent.AttemptSucceeded(var id, var output, _, _, var standing) ->
          switch (standing) {
            case WON -> new Succeeded(id.attempt(), output);
            case LATE -> state;
          };
      case RunEvent.AttemptFailed failed ->
          state instanceof Running running && running.has(failed.attempt().attempt())
              ? afterFailure(running, failed)
              : state;
      case RunEvent.RetryDue(var id) ->
          state instanceof Pausing(var tries, int failed) && failed == id.attempt()
              ? new Ready(tries)
              : state;
      case RunEvent.AttemptRunning _, RunEvent.AttemptCancelled _ -> state;
    };
  }

  /// What the end of the run, or of the need for the task, makes of it.
  static TaskState stopped(TaskState state) {
    return switch (state) {
      case Ready _, Running _, Pausing _ -> new Stopped();
      case Succeeded _, Failed _, Stopped _ -> state;
    };
  }

  private static TaskState afterStart(TaskState state, int attempt) {
    return switch (state) {
      case Ready(var tries) -> new Running(tries.started(), attempt, TaskState.NONE);
      case Running(var tries, int first, _) -> new Running(tries.started(), first, attempt);
      case Pausing _, Succeeded _, Failed _, Stopped _ ->
          throw new IllegalStateException("attempt " + attempt + " starts in " + state);
    };
  }

  private static TaskState afterFailure(Running running, RunEvent.AttemptFailed failed) {
    int attempt = failed.attempt().attempt();
    var tries = running.tries().after(failed.failure());
    return switch (failed.reaction()) {
      case Reaction.Retry _ -> new Pausing(tries, attempt);
      case Reaction.Enlarge(long bytes) -> new Ready(tries.withMemory(bytes));
      case Reaction.Redo _ ->
          running.isAlone()
              ? new Ready(running.tries())
              : without(running, attempt, running.tries());
      case Reaction.Ignore _ -> running.isAlone() ? running : without(running, attempt, tries);
      case Reaction.EndRun _ -> new Failed();
    };
  }

  private static TaskState without(Running running, int attempt, Tries tries) {
    return new Running(tries, running.other(attempt), TaskState.NONE);
  }
}
