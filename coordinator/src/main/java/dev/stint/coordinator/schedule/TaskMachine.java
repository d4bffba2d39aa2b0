package dev.stint.coordinator.schedule;

import dev.stint.coordinator.schedule.Command.CancelAttempt;
import dev.stint.coordinator.schedule.Command.Discard;
import dev.stint.coordinator.schedule.Command.SetTimer;
import dev.stint.coordinator.schedule.Command.StartAttempt;
import dev.stint.coordinator.schedule.TaskEvent.Admitted;
import dev.stint.coordinator.schedule.TaskEvent.AttemptFailed;
import dev.stint.coordinator.schedule.TaskEvent.AttemptSucceeded;
import dev.stint.coordinator.schedule.TaskEvent.PauseOver;
import dev.stint.coordinator.schedule.TaskEvent.RunEnded;
import dev.stint.coordinator.schedule.TaskState.Failed;
import dev.stint.coordinator.schedule.TaskState.Pausing;
import dev.stint.coordinator.schedule.TaskState.Ready;
import dev.stint.coordinator.schedule.TaskState.Running;
import dev.stint.coordinator.schedule.TaskState.Stopped;
import dev.stint.coordinator.schedule.TaskState.Succeeded;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;

/// The machine of one task: one attempt runs at a time, and the first to succeed wins, be it one
/// that was given up. A second attempt beside a straggler would be one more event here.
final class TaskMachine {

  private final AttemptPolicy policy;
  private final int stageId;
  private final int taskIndex;

  TaskMachine(AttemptPolicy policy, int stageId, int taskIndex) {
    this.policy = policy;
    this.stageId = stageId;
    this.taskIndex = taskIndex;
  }

  Transition<TaskState> apply(TaskState state, TaskEvent event) {
    return switch (state) {
      case Ready(Tries tries) ->
          switch (event) {
            case Admitted _ ->
                Transition.to(
                    new Running(tries),
                    new StartAttempt(id(tries.attempt()), tries.functionMemoryBytes()));
            case AttemptSucceeded(int attempt, var output) ->
                Transition.to(new Succeeded(attempt, output));
            case AttemptFailed _, PauseOver _ -> Transition.to(state);
            case RunEnded _ -> Transition.to(new Stopped());
          };
      case Running(Tries tries) ->
          switch (event) {
            case AttemptSucceeded(int attempt, var output) when attempt == tries.attempt() ->
                Transition.to(new Succeeded(attempt, output));
            // From an attempt that was given up: its output is as good as any.
            case AttemptSucceeded(int attempt, var output) ->
                Transition.to(
                    new Succeeded(attempt, output), new CancelAttempt(id(tries.attempt())));
            case AttemptFailed(int attempt, var failure, double chance)
                when attempt == tries.attempt() ->
                afterFailure(tries, failure, chance);
            // That failure was dealt with when it was first reported.
            case AttemptFailed _, Admitted _, PauseOver _ -> Transition.to(state);
            case RunEnded _ -> Transition.to(new Stopped(), new CancelAttempt(id(tries.attempt())));
          };
      case Pausing(Tries tries) ->
          switch (event) {
            case PauseOver(int attempt) when attempt == tries.attempt() ->
                Transition.to(new Ready(tries));
            case AttemptSucceeded(int attempt, var output) ->
                Transition.to(new Succeeded(attempt, output));
            case AttemptFailed _, Admitted _, PauseOver _ -> Transition.to(state);
            case RunEnded _ -> Transition.to(new Stopped());
          };
      case Succeeded(int winner, _) ->
          switch (event) {
            // A winner may report twice, and its output must outlive the repeat.
            case AttemptSucceeded(int attempt, var output) when attempt != winner ->
                Transition.to(state, new Discard(id(attempt), output));
            case AttemptSucceeded _, AttemptFailed _, Admitted _, PauseOver _, RunEnded _ ->
                Transition.to(state);
          };
      case Failed _, Stopped _ ->
          switch (event) {
            case AttemptSucceeded(int attempt, var output) ->
                Transition.to(state, new Discard(id(attempt), output));
            case AttemptFailed _, Admitted _, PauseOver _, RunEnded _ -> Transition.to(state);
          };
    };
  }

  private Transition<TaskState> afterFailure(Tries tries, TaskFailure failure, double chance) {
    return switch (failure.kind()) {
      case TRANSIENT -> afterTransientFailure(tries, failure, chance);
      case RESOURCE -> afterResourceFailure(tries, failure);
      case USER, INTERNAL -> Transition.to(new Failed(failure));
    };
  }

  private Transition<TaskState> afterTransientFailure(
      Tries tries, TaskFailure failure, double chance) {
    var next = tries.afterTransientFailure();
    if (next.transientFailures() == policy.maxTransientFailures()) {
      return Transition.to(
          new Failed(
              new TaskFailure(
                  FailureKind.TRANSIENT,
                  "task %d of stage %d failed %d times; the last time: %s"
                      .formatted(taskIndex, stageId, next.transientFailures(), failure.message()),
                  failure.stackTrace())));
    }
    var pause = policy.pauseAfter(next.transientFailures(), chance);
    return Transition.to(new Pausing(next), new SetTimer(id(next.attempt()), pause));
  }

  private Transition<TaskState> afterResourceFailure(Tries tries, TaskFailure failure) {
    long bytes = tries.functionMemoryBytes();
    if (bytes == policy.maxFunctionMemoryBytes()) {
      return Transition.to(
          new Failed(
              new TaskFailure(
                  FailureKind.RESOURCE,
                  "task %d of stage %d does not fit a function of %d MiB, the largest allowed: %s"
                          .formatted(taskIndex, stageId, bytes >> 20, failure.message())
                      + ". Allow larger functions, or have the job join, group or sort less at"
                      + " once",
                  failure.stackTrace())));
    }
    long more = Math.min(Math.multiplyExact(bytes, 2L), policy.maxFunctionMemoryBytes());
    return Transition.to(new Ready(tries.withMemory(more)));
  }

  private AttemptId id(int attempt) {
    return new AttemptId(stageId, taskIndex, attempt);
  }
}
