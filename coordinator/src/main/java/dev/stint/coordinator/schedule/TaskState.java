package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskOutput;
import java.util.List;
import java.util.stream.IntStream;

/// Where a task stands.
public sealed interface TaskState {

  /// Waits for a place among the attempts that may run at once.
  record Ready(Tries tries) implements TaskState {}

  /// One attempt runs, or two do: the `second`, [#NONE] where there is none, was started because
  /// the first lagged.
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

    /// All but `attempt`, which may be one that was given up.
    List<Integer> without(int attempt) {
      return IntStream.of(first, second)
          .filter(running -> running != NONE && running != attempt)
          .boxed()
          .toList();
    }
  }

  /// Waits for its next attempt until the pause is over that began when attempt `failed` did.
  record Pausing(Tries tries, int failed) implements TaskState {}

  record Succeeded(int winner, TaskOutput output) implements TaskState {}

  /// Its failure ends the run.
  record Failed() implements TaskState {}

  /// The run, or the need for the stage, ended before the task did.
  record Stopped() implements TaskState {}

  /// No attempt.
  int NONE = -1;
}
