package dev.stint.coordinator.schedule;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;

/// What reaches a run's machine from outside. Answers of attempts may come late, twice and in any
/// order, or never.
public sealed interface Signal {

  /// A coordinator begins with the run, or goes on with it.
  record CoordinatorReady(int term) implements Signal {}

  /// The output is there, and the write mode says to leave it.
  record OutputThere() implements Signal {}

  /// The attempt has left the queue for functions, in which it was for `queued`.
  record AttemptRuns(AttemptId attempt, Duration queued) implements Signal {}

  /// `chance`, in [0, 1), spreads retries in time. `wallNanos` is how long a function was held.
  record Answered(AttemptId attempt, TaskResponse response, long wallNanos, double chance)
      implements Signal {}

  /// Time has passed: what is due happens.
  record TimePassed() implements Signal {}

  record CommitProceeded(CommitStep step) implements Signal {}

  /// All files are visible.
  record CommitDone() implements Signal {}

  /// A limit is reached, or the coordinator could not do its part.
  record RunFailed(TaskFailure failure) implements Signal {}

  record CancelRequested() implements Signal {}

  /// The coordinator wants to leave the run to another: nothing is started any more.
  record LeaveRequested() implements Signal {}

  /// The run is over and swept: `objects` were deleted, and no answer is waited for any more.
  record Drained(long objects) implements Signal {}
}
