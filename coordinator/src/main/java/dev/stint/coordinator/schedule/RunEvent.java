package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;

/// What the driver tells the machine. Reports of attempts may come late, twice and in any order.
/// These are what a journal would hold.
public sealed interface RunEvent {

  record Started() implements RunEvent {}

  record TasksPlanned(int stageId, int tasks) implements RunEvent {}

  record AttemptSucceeded(AttemptId attempt, TaskOutput output) implements RunEvent {}

  /// `chance`, in [0, 1), spreads retries in time.
  record AttemptFailed(AttemptId attempt, TaskFailure failure, double chance) implements RunEvent {}

  /// The pause before this attempt is over.
  record PauseOver(AttemptId attempt) implements RunEvent {}

  record FilesCommitted() implements RunEvent {}

  /// The driver could not plan tasks or commit files.
  record StepFailed(TaskFailure failure) implements RunEvent {}

  record CancelRequested() implements RunEvent {}
}
