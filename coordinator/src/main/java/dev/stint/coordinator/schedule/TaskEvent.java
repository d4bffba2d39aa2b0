package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;

/// What may happen to a task. Reports of attempts may come late, twice and in any order.
sealed interface TaskEvent {

  /// There is a place for an attempt.
  record Admitted() implements TaskEvent {}

  record AttemptSucceeded(int attempt, TaskOutput output) implements TaskEvent {}

  /// `chance`, in [0, 1), spreads retries in time.
  record AttemptFailed(int attempt, TaskFailure failure, double chance) implements TaskEvent {}

  /// The pause before this attempt is over.
  record PauseOver(int attempt) implements TaskEvent {}

  record RunEnded() implements TaskEvent {}
}
