package dev.stint.coordinator.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.task.FailedRequests;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What happened in a run, or was decided. The events of a run in their order are its log: its
/// state, its report and what it cost are folds over them and hold nothing else.
///
/// An event is told once, by the coordinator that decided it. What reaches a coordinator from
/// outside, late, twice or in any order, is no event yet.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEvent.RunStarted.class, name = "runStarted"),
  @JsonSubTypes.Type(value = RunEvent.CoordinatorStarted.class, name = "coordinatorStarted"),
  @JsonSubTypes.Type(value = RunEvent.CoordinatorLeft.class, name = "coordinatorLeft"),
  @JsonSubTypes.Type(value = RunEvent.CancelRequested.class, name = "cancelRequested"),
  @JsonSubTypes.Type(value = RunEvent.RequestsMade.class, name = "requestsMade"),
  @JsonSubTypes.Type(value = RunEvent.CommitStarted.class, name = "commitStarted"),
  @JsonSubTypes.Type(value = RunEvent.CommitStepDone.class, name = "commitStepDone"),
  @JsonSubTypes.Type(value = RunEvent.RunEnded.class, name = "runEnded"),
  @JsonSubTypes.Type(value = RunEvent.RunSwept.class, name = "runSwept"),
  @JsonSubTypes.Type(value = RunEvent.StageInserted.class, name = "stageInserted"),
  @JsonSubTypes.Type(value = RunEvent.StagePlanned.class, name = "stagePlanned"),
  @JsonSubTypes.Type(value = RunEvent.StageUnneeded.class, name = "stageUnneeded"),
  @JsonSubTypes.Type(value = RunEvent.StageFused.class, name = "stageFused"),
  @JsonSubTypes.Type(value = RunEvent.StageFinished.class, name = "stageFinished"),
  @JsonSubTypes.Type(value = RunEvent.AttemptStarted.class, name = "attemptStarted"),
  @JsonSubTypes.Type(value = RunEvent.AttemptRunning.class, name = "attemptRunning"),
  @JsonSubTypes.Type(value = RunEvent.AttemptSucceeded.class, name = "attemptSucceeded"),
  @JsonSubTypes.Type(value = RunEvent.AttemptFailed.class, name = "attemptFailed"),
  @JsonSubTypes.Type(value = RunEvent.AttemptCancelled.class, name = "attemptCancelled"),
  @JsonSubTypes.Type(value = RunEvent.RetryDue.class, name = "retryDue"),
})
public sealed interface RunEvent {

  /// Of the run as a whole.
  sealed interface OfRun extends RunEvent {}

  /// Of one stage.
  sealed interface OfStage extends RunEvent {

    int stageId();
  }

  /// Of one attempt.
  sealed interface OfAttempt extends RunEvent {

    AttemptId attempt();
  }

  /// The first event of every run: all that is asked of it.
  record RunStarted(RunRequest request) implements OfRun {}

  /// A coordinator takes the run over; `term` counts them from 0. Attempts that the one before it
  /// waited for are lost to this one.
  record CoordinatorStarted(int term) implements OfRun {}

  /// The coordinator leaves the run to another on purpose.
  record CoordinatorLeft(int term) implements OfRun {}

  /// Somebody wants the run to end.
  record CancelRequested() implements OfRun {}

  /// Requests that the coordinator itself made since it last said so; `failed` is `null` if all got
  /// through.
  record RequestsMade(long gets, long puts, long lists, @Nullable FailedRequests failed)
      implements OfRun {}

  /// All tasks are done, and their files are about to become visible.
  record CommitStarted(int files, long rows, long bytes) implements OfRun {}

  record CommitStepDone(CommitStep step) implements OfRun {}

  /// The result stands. What follows it in the log is clearing up.
  record RunEnded(RunOutcome outcome) implements OfRun {}

  /// The last event: nothing is left of the run but its output and its log. `objects` were deleted.
  record RunSwept(long objects) implements OfRun {}

  /// A stage that the plan did not have: it reads what stage `replacedStageId` wrote, and stage
  /// `readerStageId` reads what it writes instead of that.
  record StageInserted(Stage stage, int replacedStageId, int readerStageId) implements OfStage {
    @Override
    public int stageId() {
      return stage.id();
    }
  }

  /// The stage's inputs are complete and were cut into tasks: into none when there is nothing to
  /// do.
  record StagePlanned(int stageId, StagePlan plan) implements OfStage {}

  /// Nobody will read what the stage would write.
  record StageUnneeded(int stageId, String reason) implements OfStage {}

  /// One task would do the stage, and one the stage that reads it: `reader`, which stands for that
  /// one from now on, does the work of both.
  record StageFused(int stageId, Stage reader) implements OfStage {}

  /// All its tasks are done.
  record StageFinished(int stageId) implements OfStage {}

  /// A function of at least that memory is asked for.
  record AttemptStarted(AttemptId attempt, long functionMemoryBytes, AttemptCause cause)
      implements OfAttempt {}

  /// The attempt, which had to wait for a function for `queued`, runs. Told where it is worth
  /// telling.
  record AttemptRunning(AttemptId attempt, Duration queued) implements OfAttempt {}

  /// The attempt did its work. Its output counts, or is dropped, as its standing says.
  record AttemptSucceeded(
      AttemptId attempt, TaskOutput output, TaskMetrics metrics, Bill bill, Standing standing)
      implements OfAttempt {}

  /// The attempt failed, was lost, or was given up.
  record AttemptFailed(
      AttemptId attempt, TaskFailure failure, TaskMetrics metrics, Bill bill, Reaction reaction)
      implements OfAttempt {}

  /// Nobody waits for the attempt any more: it is told to stop.
  record AttemptCancelled(AttemptId attempt) implements OfAttempt {}

  /// The pause after the failure of `attempt` is over.
  record RetryDue(AttemptId attempt) implements OfAttempt {}

  /// Whether a success counts.
  enum Standing {
    /// The first of its task: its output is the task's.
    WON,
    /// Another had won, or the run had ended: its output is dropped.
    LATE
  }
}
