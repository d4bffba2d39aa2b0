package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.schedule.StageEvent.Admitted;
import dev.stint.coordinator.schedule.StageEvent.InputsComplete;
import dev.stint.coordinator.schedule.StageEvent.OfTask;
import dev.stint.coordinator.schedule.StageEvent.RunEnded;
import dev.stint.coordinator.schedule.StageEvent.TasksPlanned;
import dev.stint.coordinator.schedule.StageState.Failed;
import dev.stint.coordinator.schedule.StageState.Planning;
import dev.stint.coordinator.schedule.StageState.Running;
import dev.stint.coordinator.schedule.StageState.Stopped;
import dev.stint.coordinator.schedule.StageState.Succeeded;
import dev.stint.coordinator.schedule.StageState.Waiting;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StageMachineTest {

  private static final AttemptPolicy POLICY = AttemptPolicy.of(1 << 30);
  private static final TaskState READY = new TaskState.Ready(Tries.first(POLICY));
  private static final TaskState RUNNING = new TaskState.Running(Tries.first(POLICY));
  private static final TaskOutput OUTPUT =
      new TaskOutput.Segment(new SegmentRef("s", null, 0, List.of()));
  private static final TaskState DONE = new TaskState.Succeeded(0, OUTPUT);
  private static final TaskFailure FAILURE = new TaskFailure(FailureKind.USER, "because", null);

  private final StageMachine machine = new StageMachine(POLICY, 4);

  @Test
  void waitsPlansAndRuns() {
    var exchanges = Map.of(1, List.<SegmentRef>of());

    assertThat(machine.apply(new Waiting(), new InputsComplete(exchanges)))
        .isEqualTo(Transition.to(new Planning(), new Command.PlanTasks(4, exchanges)));
    assertThat(machine.apply(new Planning(), new TasksPlanned(2)))
        .isEqualTo(Transition.to(new Running(List.of(READY, READY))));
  }

  @Test
  void firstReadyTaskIsAdmitted() {
    assertThat(machine.apply(new Running(List.of(RUNNING, READY, READY)), new Admitted()))
        .isEqualTo(
            Transition.to(
                new Running(List.of(RUNNING, RUNNING, READY)),
                new Command.StartAttempt(new AttemptId(4, 1, 0), 1 << 30)));
    assertThat(machine.apply(new Running(List.of(RUNNING)), new Admitted()))
        .isEqualTo(Transition.to(new Running(List.of(RUNNING))));
  }

  @Test
  void isDoneWhenItsLastTaskIs() {
    var state = machine.apply(new Running(List.of(DONE, RUNNING)), success(1)).state();

    assertThat(state).isEqualTo(new Succeeded(List.of(DONE, DONE)));
    assertThat(((Succeeded) state).outputs()).containsExactly(OUTPUT, OUTPUT);
  }

  @Test
  void failsWithItsFirstTaskAndThenStopsTheOthers() {
    var event = new OfTask(0, new TaskEvent.AttemptFailed(0, FAILURE, 0));
    var tasks = List.of(new TaskState.Failed(FAILURE), RUNNING, DONE);

    assertThat(machine.apply(new Running(List.of(RUNNING, RUNNING, DONE)), event))
        .isEqualTo(Transition.to(new Failed(tasks, FAILURE)));
    assertThat(machine.apply(new Failed(tasks, FAILURE), new RunEnded()))
        .isEqualTo(
            Transition.to(
                new Failed(
                    List.of(new TaskState.Failed(FAILURE), new TaskState.Stopped(), DONE), FAILURE),
                new Command.CancelAttempt(new AttemptId(4, 1, 0))));
  }

  @Test
  void stopsWhereverItStands() {
    assertThat(machine.apply(new Waiting(), new RunEnded()).state())
        .isEqualTo(new Stopped(List.of()));
    assertThat(machine.apply(new Planning(), new RunEnded()).state())
        .isEqualTo(new Stopped(List.of()));
    assertThat(machine.apply(new Running(List.of(READY, DONE)), new RunEnded()))
        .isEqualTo(Transition.to(new Stopped(List.of(new TaskState.Stopped(), DONE))));
    assertThat(machine.apply(new Succeeded(List.of(DONE)), new RunEnded()))
        .isEqualTo(Transition.to(new Succeeded(List.of(DONE))));
  }

  @Test
  void lateSuccessIsDiscarded() {
    var late = new OfTask(0, new TaskEvent.AttemptSucceeded(3, OUTPUT));
    var discard = new Command.Discard(new AttemptId(4, 0, 3), OUTPUT);

    assertThat(machine.apply(new Succeeded(List.of(DONE)), late).commands())
        .containsExactly(discard);
    assertThat(machine.apply(new Stopped(List.of(new TaskState.Stopped())), late).commands())
        .containsExactly(discard);
  }

  @Test
  void whatComesTooEarlyOrTwiceIsIgnored() {
    assertThat(machine.apply(new Waiting(), new TasksPlanned(1)))
        .isEqualTo(Transition.to(new Waiting()));
    assertThat(machine.apply(new Planning(), new InputsComplete(Map.of())))
        .isEqualTo(Transition.to(new Planning()));
    assertThat(machine.apply(new Running(List.of(READY)), new TasksPlanned(9)))
        .isEqualTo(Transition.to(new Running(List.of(READY))));
    assertThat(machine.apply(new Stopped(List.of()), success(0)))
        .isEqualTo(Transition.to(new Stopped(List.of())));
  }

  private static StageEvent success(int taskIndex) {
    return new OfTask(taskIndex, new TaskEvent.AttemptSucceeded(0, OUTPUT));
  }
}
