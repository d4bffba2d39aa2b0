package dev.stint.coordinator.schedule;

import static dev.stint.coordinator.schedule.MachineRun.id;
import static dev.stint.coordinator.schedule.MachineRun.names;
import static dev.stint.coordinator.schedule.MachineRun.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.schedule.RunState.Phase;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// From the first stage to the end, as long as nothing is lost; see [LostAttemptsTest].
final class RunMachineTest {

  private static final TaskFailure FAILURE = new TaskFailure(FailureKind.USER, "because", null);

  @Test
  void stageIsPlannedWhenAllItReadsIsDone() {
    var run = new MachineRun(TestGraphs.join(1, 2), 10);

    assertThat(names(run.begin()))
        .containsExactly(
            "CoordinatorStarted",
            "StagePlanned",
            "StagePlanned",
            "AttemptStarted",
            "AttemptStarted",
            "AttemptStarted");
    assertThat(names(run.succeed(id(0, 0, 0))))
        .containsExactly("AttemptSucceeded", "StageFinished");
    assertThat(names(run.succeed(id(1, 1, 0)))).containsExactly("AttemptSucceeded");
    assertThat(started(run.succeed(id(1, 0, 0))))
        .containsExactly(id(2, 0, 0), id(2, 1, 0), id(2, 2, 0));
    assertThat(run.state.inputsOf(2).get(1).stream().map(SegmentRef::path))
        .containsExactly("1.0.0", "1.1.0");
  }

  @Test
  void stageOfOneTaskIsDoneByTheOneThatReadsIt() {
    var run = new MachineRun(TestGraphs.chain(2, 128 << 20), 10);
    assertThat(started(run.begin())).containsExactly(id(0, 0, 0), id(0, 1, 0));
    run.succeed(id(0, 0, 0), TestGraphs.littleOutput("0.0.0"), Duration.ofSeconds(1));

    assertThat(
            names(
                run.succeed(id(0, 1, 0), TestGraphs.littleOutput("0.1.0"), Duration.ofSeconds(1))))
        .containsExactly(
            "AttemptSucceeded", "StageFinished", "StageFused", "StagePlanned", "AttemptStarted");
    assertThat(run.state.inputsOf(2).get(0).stream().map(SegmentRef::path))
        .containsExactly("0.0.0", "0.1.0");
    assertThat(started(run.resume())).containsExactly(id(2, 0, 1));
    assertThat(names(run.succeed(id(2, 0, 1))))
        .containsExactly("AttemptSucceeded", "StageFinished", "RunEnded");
    assertThat(run.state.result().stream().map(SegmentRef::path)).containsExactly("2.0.1");
  }

  @Test
  void stagesOfOneTaskAreDoneInARow() {
    var run = new MachineRun(TestGraphs.chain(1, 1), 10);

    assertThat(names(run.begin()))
        .containsExactly(
            "CoordinatorStarted", "StageFused", "StageFused", "StagePlanned", "AttemptStarted");
    assertThat(run.state.plan(2).decisions())
        .contains(new Decision.Fused(0), new Decision.Fused(1));
    assertThat(names(run.succeed(id(2, 0, 0))))
        .containsExactly("AttemptSucceeded", "StageFinished", "RunEnded");
  }

  @Test
  void stagesShareThePlacesFairly() {
    var run = new MachineRun(TestGraphs.join(10, 10), 4);

    assertThat(started(run.begin()))
        .containsExactly(id(0, 0, 0), id(1, 0, 0), id(0, 1, 0), id(1, 1, 0));
    assertThat(started(run.succeed(id(0, 0, 0)))).containsExactly(id(0, 2, 0));
    assertThat(started(run.succeed(id(1, 0, 0)))).containsExactly(id(1, 2, 0));
    assertThat(started(run.succeed(id(1, 1, 0)))).containsExactly(id(1, 3, 0));
  }

  @Test
  void resultIsTheWinnersSegmentsInTheOrderOfTasks() {
    var run = new MachineRun(TestGraphs.result(3), 10);
    run.begin();
    run.succeed(id(0, 2, 0));
    run.succeed(id(0, 1, 0));

    assertThat(names(run.succeed(id(0, 0, 0))))
        .containsExactly("AttemptSucceeded", "StageFinished", "RunEnded");
    assertThat(run.state.outcome()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.state.result().stream().map(SegmentRef::path))
        .containsExactly("0.0.0", "0.1.0", "0.2.0");
  }

  @Test
  void segmentsWithoutRowsAreNotRead() {
    var run = new MachineRun(TestGraphs.result(2), 10);
    run.begin();
    run.succeed(id(0, 0, 0));
    var empty = new TaskOutput.Segment(new SegmentRef("empty", null, 0, List.of()));

    run.succeed(id(0, 1, 0), empty, Duration.ofSeconds(1));

    assertThat(run.state.result().stream().map(SegmentRef::path)).containsExactly("0.0.0");
  }

  @Test
  void filesAreCommittedOnce() {
    var file = new PendingFile("f", "u", List.of("e"), 3, 5);
    var run = new MachineRun(TestGraphs.files(1), 10);
    run.begin();

    var done = run.succeed(id(0, 0, 0), new TaskOutput.Files(List.of(file)), Duration.ofSeconds(1));

    assertThat(done.getLast()).isEqualTo(new RunEvent.CommitStarted(1, 5, 3));
    assertThat(run.state.phase()).isEqualTo(Phase.COMMITTING);
    assertThat(run.state.files()).containsExactly(file);
    assertThat(run.on(new Signal.CommitProceeded(new CommitStep.Finished())))
        .containsExactly(new RunEvent.CommitStepDone(new CommitStep.Finished()));
    assertThat(run.on(new Signal.CommitDone()))
        .containsExactly(new RunEvent.RunEnded(new RunOutcome.Succeeded()));
    assertThat(run.on(new Signal.CommitDone())).isEmpty();
  }

  @Test
  void cancelComesTooLateForARunThatIsBeingCommitted() {
    var run = committing();

    assertThat(run.on(new Signal.CancelRequested()))
        .containsExactly(new RunEvent.CancelRequested());
    assertThat(run.on(new Signal.CommitDone()))
        .containsExactly(new RunEvent.RunEnded(new RunOutcome.Succeeded()));
  }

  @Test
  void failedCommitFailsTheRun() {
    assertThat(committing().on(new Signal.RunFailed(FAILURE)))
        .containsExactly(new RunEvent.RunEnded(new RunOutcome.Failed(FAILURE)));
  }

  @Test
  void coordinatorThatFindsACommitGoesOnWithItAndStartsNothing() {
    var run = committing();

    assertThat(run.resume()).containsExactly(new RunEvent.CoordinatorStarted(1));
    assertThat(run.state.phase()).isEqualTo(Phase.COMMITTING);
    assertThat(run.state.files()).hasSize(1);
  }

  @Test
  void failureEndsTheRunAndStopsAllOtherStages() {
    var run = new MachineRun(TestGraphs.join(1, 2), 10);
    run.begin();
    run.succeed(id(1, 1, 0));

    assertThat(names(run.fail(id(0, 0, 0), FailureKind.USER)))
        .containsExactly("AttemptFailed", "RunEnded", "AttemptCancelled");
    assertThat(run.state.outcome()).isEqualTo(new RunOutcome.Failed(FAILURE));
    assertThat(run.task(0, 0)).isEqualTo(new TaskState.Failed());
    assertThat(run.task(1, 0)).isEqualTo(new TaskState.Stopped());
    assertThat(run.task(1, 1)).isInstanceOf(TaskState.Succeeded.class);

    var late = (RunEvent.AttemptSucceeded) run.succeed(id(1, 0, 0)).getFirst();
    assertThat(late.standing()).isEqualTo(RunEvent.Standing.LATE);
    assertThat(late.bill().isNothing()).isFalse();
    assertThat(run.on(new Signal.CancelRequested())).isEmpty();
    assertThat(run.on(new Signal.RunFailed(FAILURE))).isEmpty();
  }

  @Test
  void cancelledRunEndsAtOnce() {
    var run = new MachineRun(TestGraphs.result(1), 10);
    run.begin();

    assertThat(run.on(new Signal.CancelRequested()))
        .containsExactly(
            new RunEvent.CancelRequested(),
            new RunEvent.RunEnded(new RunOutcome.Cancelled()),
            new RunEvent.AttemptCancelled(id(0, 0, 0)));
    assertThat(run.state.phase()).isEqualTo(Phase.ENDED);
    assertThat(run.state.nextDue()).isNull();
  }

  @Test
  void outputThatIsThereEndsTheRunAsSkipped() {
    var run = new MachineRun(TestGraphs.files(1), 10);

    assertThat(run.on(new Signal.OutputThere()))
        .containsExactly(new RunEvent.RunEnded(new RunOutcome.Skipped()));
  }

  @Test
  void whatWasNotWaitedForIsBilledWhenTheRunIsSwept() {
    var run = new MachineRun(TestGraphs.result(1), 10);
    run.begin();
    run.now = run.now.plusSeconds(3);
    run.on(new Signal.CancelRequested());

    var swept = run.on(new Signal.Drained(7));

    assertThat(names(swept)).containsExactly("AttemptFailed", "RunSwept");
    assertThat(((RunEvent.AttemptFailed) swept.getFirst()).bill().wallNanos())
        .isEqualTo(3_000_000_000L);
    assertThat(swept.getLast()).isEqualTo(new RunEvent.RunSwept(7));
    assertThat(run.state.phase()).isEqualTo(Phase.SWEPT);
    assertThat(run.state.openAttempts()).isEmpty();
    assertThat(run.on(new Signal.Drained(7))).isEmpty();
  }

  @Test
  void nothingFollowsTheSweep() {
    var run = new MachineRun(TestGraphs.result(2), 10);
    run.begin();
    run.on(new Signal.CancelRequested());
    run.on(new Signal.Drained(7));

    assertThat(run.succeed(id(0, 0, 0))).isEmpty();
    assertThat(run.fail(id(0, 1, 0), FailureKind.TRANSIENT)).isEmpty();
    assertThat(run.on(new Signal.CoordinatorReady(2))).isEmpty();
    assertThat(run.on(new Signal.CancelRequested())).isEmpty();
  }

  @Test
  void runThatGoesOnIsNotSwept() {
    var run = new MachineRun(TestGraphs.result(1), 10);
    run.begin();

    assertThat(run.on(new Signal.Drained(0))).isEmpty();
  }

  @Test
  void coordinatorThatLeavesStartsNothingMoreAndTheNextGoesOn() {
    var run = new MachineRun(TestGraphs.result(3), 2);
    run.begin();

    assertThat(run.on(new Signal.LeaveRequested()))
        .containsExactly(new RunEvent.CoordinatorLeft(0));
    assertThat(run.on(new Signal.LeaveRequested())).isEmpty();
    assertThat(started(run.succeed(id(0, 0, 0)))).isEmpty();
    assertThat(started(run.fail(id(0, 1, 0), FailureKind.RESOURCE))).isEmpty();

    assertThat(started(run.resume())).containsExactly(id(0, 1, 1), id(0, 2, 0));
    assertThat(run.state.term()).isEqualTo(1);
  }

  @Test
  void runWhoseLastTaskEndsWhileItsCoordinatorLeavesIsEndedByTheNext() {
    var run = new MachineRun(TestGraphs.result(1), 2);
    run.begin();
    run.on(new Signal.LeaveRequested());
    assertThat(names(run.succeed(id(0, 0, 0))))
        .containsExactly("AttemptSucceeded", "StageFinished");

    assertThat(names(run.resume())).containsExactly("CoordinatorStarted", "RunEnded");
    assertThat(run.state.result()).hasSize(1);
  }

  @Test
  void waitForAFunctionIsToldWhereItIsLong() {
    var state = new RunState(new RunRequest("r", TestGraphs.result(1), MachineRun.SETTINGS));
    var machine =
        new RunMachine(state, new TaskPlanner(PartitionTarget.DEFAULT, ExchangeCosts.LOCAL, 1), 1);
    var run = new MachineRun(TestGraphs.result(1), 1);
    machine.on(run.now, new Signal.CoordinatorReady(0));
    var wait = Duration.ofSeconds(2);

    assertThat(machine.on(run.now, new Signal.AttemptRuns(id(0, 0, 0), wait)))
        .containsExactly(new RunEvent.AttemptRunning(id(0, 0, 0), wait));
    assertThat(machine.on(run.now, new Signal.AttemptRuns(id(0, 0, 0), wait))).isEmpty();
    assertThat(machine.on(run.now, new Signal.AttemptRuns(id(0, 0, 9), wait))).isEmpty();
  }

  @Test
  void answersToNoTaskAreNoNews() {
    var run = new MachineRun(TestGraphs.join(1, 1), 10);
    run.begin();

    assertThat(run.succeed(id(0, 5, 0))).isEmpty();
    assertThat(run.succeed(id(2, 0, 0))).isEmpty();
    assertThat(run.succeed(id(9, 0, 0))).isEmpty();
  }

  @Test
  void placesAreAtLeastOne() {
    assertThatThrownBy(() -> new MachineRun(TestGraphs.result(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static MachineRun committing() {
    var run = new MachineRun(TestGraphs.files(1), 10);
    run.begin();
    var file = new PendingFile("f", "u", List.of("e"), 3, 5);
    run.succeed(id(0, 0, 0), new TaskOutput.Files(List.of(file)), Duration.ofSeconds(1));
    return run;
  }
}
