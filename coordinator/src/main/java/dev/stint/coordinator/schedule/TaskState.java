package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskOutput;

/// Where a task stands.
public sealed interface TaskState {

  /// Waits for a place among the attempts that may run at once.
  record Ready(Tries tries) implements TaskState {}

  /// One attempt runs, or two do: the `second`, [#NONE] where there is none, was started because the
  /// first lagged.
  record Running(Tries tries, int first, int second) implements TaskState {

    boolean has(int attempt) {
      return attempt == first || attempt == second;
    }

    boolean isAlone() {
      return second == NONE;
    }

    /// The one beside `attempt`, or [#NONE].
    int other(int attempt) {
      return attempt == first ? second : first;
    }
  }

  /// Waits for its next attempt until a pause is over.
  record Pausing(Tries tries) implements TaskState {}

  record Succeeded(int winner, TaskOutput output) implements TaskState {}

  /// Its failure ends the run.
  record Failed() implements TaskState {}

  /// The run, or the need for the stage, ended before the task did.
  record Stopped() implements TaskState {}

  /// No attempt.
  int NONE = -1;
}
