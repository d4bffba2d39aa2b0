package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.schedule.TaskState.Failed;
import dev.stint.coordinator.schedule.TaskState.Pausing;
import dev.stint.coordinator.schedule.TaskState.Ready;
import dev.stint.coordinator.schedule.TaskState.Running;
import dev.stint.coordinator.schedule.TaskState.Stopped;
import dev.stint.coordinator.schedule.TaskState.Succeeded;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.util.List;
import java.util.Objects;

/// Decides for one task: the first attempt to succeed wins, be it one that was given up, and a
/// failure leads to what its kind asks for.
final class TaskMachine {

  /// What may happen to a task from outside.
  sealed interface Happening {

    /// An attempt did its work.
    record Success(int attempt) implements Happening {}

    /// `chance`, in [0, 1), spreads retries in time.
    record Failure(int attempt, TaskFailure failure, double chance) implements Happening {}

    /// The attempt has run for much longer than its siblings did.
    record Lag(int attempt) implements Happening {}

    /// The pause is over that began when `attempt` failed.
    record PauseEnd(int attempt) implements Happening {}
  }

  /// What follows from it.
  sealed interface Decision {

    record Nothing() implements Decision {}

    /// The attempt's output is the task's; `rivals` run in vain.
    record Win(List<Integer> rivals) implements Decision {}

    /// The attempt's output is dropped.
    record Late() implements Decision {}

    record React(Reaction reaction) implements Decision {}

    record StartSecond() implements Decision {}

    record BeReady() implements Decision {}
  }

  private static final Decision NOTHING = new Decision.Nothing();
  private static final Decision IGNORE = new Decision.React(new Reaction.Ignore());

  private final AttemptPolicy policy;

  TaskMachine(AttemptPolicy policy) {
    this.policy = policy;
  }

  Decision decide(AttemptId id, TaskState state, Happening happening) {
    return switch (state) {
      case Ready _ ->
          switch (happening) {
            // From an attempt that was given up: its output is as good as any.
            case Happening.Success _ -> new Decision.Win(List.of());
            case Happening.Failure _ -> IGNORE;
            case Happening.Lag _, Happening.PauseEnd _ -> NOTHING;
          };
      case Running running ->
          switch (happening) {
            case Happening.Success(int attempt) -> new Decision.Win(running.without(attempt));
            case Happening.Failure failure when running.has(failure.attempt()) ->
                new Decision.React(reaction(id, running, failure));
            // That one was given up before.
            case Happening.Failure _ -> IGNORE;
            case Happening.Lag(int attempt) ->
                running.isAlone() && running.first() == attempt
                    ? new Decision.StartSecond()
                    : NOTHING;
            case Happening.PauseEnd _ -> NOTHING;
          };
      case Pausing(_, int failed) ->
          switch (happening) {
            case Happening.Success _ -> new Decision.Win(List.of());
            case Happening.Failure _ -> IGNORE;
            case Happening.Lag _ -> NOTHING;
            // One of a log that is replayed may be of a pause before this one.
            case Happening.PauseEnd(int attempt) ->
                attempt == failed ? new Decision.BeReady() : NOTHING;
          };
      case Succeeded(int winner, _) ->
          switch (happening) {
            // A winner may report twice, and its output must outlive the repeat.
            case Happening.Success(int attempt) ->
                attempt == winner ? NOTHING : new Decision.Late();
            case Happening.Failure _ -> IGNORE;
            case Happening.Lag _, Happening.PauseEnd _ -> NOTHING;
          };
      case Failed _, Stopped _ ->
          switch (happening) {
            case Happening.Success _ -> new Decision.Late();
            case Happening.Failure _ -> IGNORE;
            case Happening.Lag _, Happening.PauseEnd _ -> NOTHING;
          };
    };
  }

  private Reaction reaction(AttemptId id, Running running, Happening.Failure happening) {
    var failure = happening.failure();
    return switch (failure.kind()) {
      case TRANSIENT ->
          running.isAlone()
              ? afterTransientFailure(id, running.tries(), happening)
              : new Reaction.Ignore();
      case RESOURCE -> afterResourceFailure(id, running, failure);
      case USER, INTERNAL -> new Reaction.EndRun(failure);
    };
  }

  private Reaction afterTransientFailure(AttemptId id, Tries tries, Happening.Failure happening) {
    int failures = tries.transientFailures() + 1;
    if (failures < policy.maxTransientFailures()) {
      boolean isKilledAgain = happening.failure().mayBeOutOfMemory() && tries.kills() > 0;
      if (isKilledAgain && tries.functionMemoryBytes() < policy.maxFunctionMemoryBytes()) {
        // So ends a function that ran out of memory, and so does one whose machine was lost; the
        // same task again is hardly chance.
        return enlarged(tries, happening.failure());
      }
      return new Reaction.Retry(policy.pauseAfter(failures, happening.chance()));
    }
    var failure = happening.failure();
    return new Reaction.EndRun(
        new TaskFailure(
            FailureKind.TRANSIENT,
            "task %d of stage %d failed %d times; the last time: %s"
                .formatted(id.taskIndex(), id.stageId(), failures, failure.message()),
            failure.stackTrace()));
  }

  private Reaction enlarged(Tries tries, TaskFailure failure) {
    long needed = Objects.requireNonNullElse(failure.neededBytes(), 0L);
    return new Reaction.Enlarge(policy.largerThan(tries.functionMemoryBytes(), needed));
  }

  private Reaction afterResourceFailure(AttemptId id, Running running, TaskFailure failure) {
    if (!running.isAlone()) {
      // Its twin works on the same rows in a function of the same size, and may still fit.
      return new Reaction.Ignore();
    }
    long bytes = running.tries().functionMemoryBytes();
    if (bytes < policy.maxFunctionMemoryBytes()) {
      return enlarged(running.tries(), failure);
    }
    return new Reaction.EndRun(
        new TaskFailure(
            FailureKind.RESOURCE,
            "task %d of stage %d does not fit a function of %d MiB, the largest allowed: %s"
                    .formatted(id.taskIndex(), id.stageId(), bytes >> 20, failure.message())
                + ". Allow larger functions, or have the job join, group or sort less at once",
            failure.stackTrace()));
  }
}
