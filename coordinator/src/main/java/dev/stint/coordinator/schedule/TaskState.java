package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;

/// Where a task stands.
sealed interface TaskState {

  /// Waits for a place among the attempts that may run at once.
  record Ready(Tries tries) implements TaskState {}

  record Running(Tries tries) implements TaskState {}

  /// Waits for a timer before it is ready again.
  record Pausing(Tries tries) implements TaskState {}

  record Succeeded(int winner, TaskOutput output) implements TaskState {}

  record Failed(TaskFailure cause) implements TaskState {}

  /// The run ended before the task did.
  record Stopped() implements TaskState {}
}
