package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.schedule.Command.CancelAttempt;
import dev.stint.coordinator.schedule.Command.CommitFiles;
import dev.stint.coordinator.schedule.Command.EndRun;
import dev.stint.coordinator.schedule.Command.PlanTasks;
import dev.stint.coordinator.schedule.Command.StartAttempt;
import dev.stint.coordinator.schedule.RunEvent.AttemptFailed;
import dev.stint.coordinator.schedule.RunEvent.AttemptSucceeded;
import dev.stint.coordinator.schedule.RunEvent.CancelRequested;
import dev.stint.coordinator.schedule.RunEvent.FilesCommitted;
import dev.stint.coordinator.schedule.RunEvent.Started;
import dev.stint.coordinator.schedule.RunEvent.StepFailed;
import dev.stint.coordinator.schedule.RunEvent.TasksPlanned;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunMachineTest {

  private static final AttemptPolicy POLICY = AttemptPolicy.of(1 << 30);
  private static final TaskFailure FAILURE = new TaskFailure(FailureKind.USER, "because", null);

  @Test
  void stageIsPlannedWhenAllItReadsIsDone() {
    var run = new Run(TestGraphs.join(), 10);

    assertThat(run.apply(new Started())).containsExactly(plan(0), plan(1));
    run.apply(new TasksPlanned(0, 1));
    run.apply(new TasksPlanned(1, 2));
    assertThat(run.apply(succeeded(0, 0))).isEmpty();
    assertThat(run.apply(succeeded(1, 1))).isEmpty();
    assertThat(run.apply(succeeded(1, 0)))
        .containsExactly(
            new PlanTasks(
                2,
                Map.of(
                    0, List.of(TestGraphs.segment(0, 0)),
                    1, List.of(TestGraphs.segment(1, 0), TestGraphs.segment(1, 1)))));
  }

  @Test
  void stagesShareThePlacesFairly() {
    var run = new Run(TestGraphs.join(), 4);
    run.apply(new Started());

    run.apply(new TasksPlanned(0, 10));
    var commands = run.apply(new TasksPlanned(1, 10));
    assertThat(run.running).containsExactly(id(0, 0), id(0, 1), id(0, 2), id(0, 3));
    assertThat(commands).isEmpty();

    assertThat(run.apply(succeeded(0, 0))).containsExactly(start(1, 0));
    assertThat(run.apply(succeeded(0, 1))).containsExactly(start(1, 1));
    assertThat(run.apply(succeeded(0, 2))).containsExactly(start(0, 4));
  }

  @Test
  void resultIsTheRootsSegmentsInTheOrderOfTasks() {
    var run = new Run(TestGraphs.result(), 10);
    run.apply(new Started());
    run.apply(new TasksPlanned(0, 2));
    run.apply(succeeded(0, 1));

    assertThat(run.apply(succeeded(0, 0)))
        .containsExactly(
            new EndRun(
                new RunOutcome.Succeeded(
                    List.of(TestGraphs.segment(0, 0), TestGraphs.segment(0, 1)))));
  }

  @Test
  void filesAreCommittedOnce() {
    var file = new PendingFile("f", "u", List.of("e"), 1, 1);
    var run = new Run(TestGraphs.files(), 10);
    run.apply(new Started());
    run.apply(new TasksPlanned(0, 1));

    assertThat(run.apply(new AttemptSucceeded(id(0, 0), new TaskOutput.Files(List.of(file)))))
        .containsExactly(new CommitFiles(List.of(file)));
    assertThat(run.apply(new CancelRequested())).isEmpty();
    assertThat(run.apply(new FilesCommitted()))
        .containsExactly(new EndRun(new RunOutcome.Succeeded(List.of())));
    assertThat(run.apply(new FilesCommitted())).isEmpty();
  }

  @Test
  void failedCommitFailsTheRun() {
    var run = new Run(TestGraphs.files(), 10);
    run.apply(new Started());
    run.apply(new TasksPlanned(0, 1));
    run.apply(new AttemptSucceeded(id(0, 0), new TaskOutput.Files(List.of())));

    assertThat(run.apply(new StepFailed(FAILURE)))
        .containsExactly(new EndRun(new RunOutcome.Failed(FAILURE)));
  }

  @Test
  void failureStopsAllOtherStages() {
    var run = new Run(TestGraphs.join(), 10);
    run.apply(new Started());
    run.apply(new TasksPlanned(0, 1));
    run.apply(new TasksPlanned(1, 2));
    run.apply(succeeded(1, 1));

    assertThat(run.apply(new AttemptFailed(id(0, 0), FAILURE, 0)))
        .containsExactly(new CancelAttempt(id(1, 0)), new EndRun(new RunOutcome.Failed(FAILURE)));
    assertThat(run.apply(succeeded(1, 0)))
        .containsExactly(new Command.Discard(id(1, 0), TestGraphs.output(1, 0)));
    assertThat(run.apply(new CancelRequested())).isEmpty();
  }

  @Test
  void cancelledRunEndsAtOnce() {
    var run = new Run(TestGraphs.result(), 10);
    run.apply(new Started());
    run.apply(new TasksPlanned(0, 1));

    assertThat(run.apply(new CancelRequested()))
        .containsExactly(new CancelAttempt(id(0, 0)), new EndRun(new RunOutcome.Cancelled()));
    assertThat(run.state.isEnded()).isTrue();
  }

  private static AttemptId id(int stageId, int taskIndex) {
    return new AttemptId(stageId, taskIndex, 0);
  }

  private static Command start(int stageId, int taskIndex) {
    return new StartAttempt(id(stageId, taskIndex), 1 << 30);
  }

  private static Command plan(int stageId) {
    return new PlanTasks(stageId, Map.<Integer, List<SegmentRef>>of());
  }

  private static RunEvent succeeded(int stageId, int taskIndex) {
    return new AttemptSucceeded(id(stageId, taskIndex), TestGraphs.output(stageId, taskIndex));
  }

  /// The machine and its state.
  private static final class Run {

    final List<AttemptId> running = new ArrayList<>();
    private final RunMachine machine;
    private RunState state;

    Run(StageGraph graph, int concurrency) {
      machine = new RunMachine(graph, POLICY, concurrency);
      state = machine.initialState();
    }

    List<Command> apply(RunEvent event) {
      var transition = machine.apply(state, event);
      state = transition.state();
      for (var command : transition.commands()) {
        if (command instanceof StartAttempt(var id, _)) {
          running.add(id);
        }
      }
      return transition.commands();
    }
  }
}
