package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskMachineTest {

  private static final long MIB = 1 << 20;
  private static final AttemptPolicy POLICY =
      new AttemptPolicy(3, Duration.ofMillis(100), Duration.ofMillis(150), 1000 * MIB, 1500 * MIB);
  private static final TaskOutput OUTPUT = output("a");
  private static final TaskOutput OTHER = output("b");
  private static final Tries FIRST = new Tries(0, 1000 * MIB, 0);
  private static final Tries SECOND = new Tries(1, 1000 * MIB, 1);

  private final TaskMachine machine = new TaskMachine(POLICY, 2, 17);

  static Stream<Arguments> table() {
    var ready = new Ready(SECOND);
    var running = new Running(SECOND);
    var pausing = new Pausing(SECOND);
    var succeeded = new Succeeded(0, OUTPUT);
    var failed = new Failed(failure(FailureKind.USER));
    var stopped = new Stopped();
    return Stream.of(
        arguments(ready, new Admitted(), to(running, new StartAttempt(id(1), 1000 * MIB))),
        arguments(ready, new AttemptSucceeded(0, OUTPUT), to(succeeded)),
        arguments(ready, failedAttempt(0, FailureKind.USER), to(ready)),
        arguments(ready, new PauseOver(1), to(ready)),
        arguments(ready, new RunEnded(), to(stopped)),
        arguments(running, new Admitted(), to(running)),
        arguments(running, new AttemptSucceeded(1, OUTPUT), to(new Succeeded(1, OUTPUT))),
        arguments(
            running, new AttemptSucceeded(0, OUTPUT), to(succeeded, new CancelAttempt(id(1)))),
        arguments(running, failedAttempt(0, FailureKind.USER), to(running)),
        arguments(running, failedAttempt(1, FailureKind.USER), to(failed)),
        arguments(
            running,
            failedAttempt(1, FailureKind.INTERNAL),
            to(new Failed(failure(FailureKind.INTERNAL)))),
        arguments(running, new PauseOver(1), to(running)),
        arguments(running, new RunEnded(), to(stopped, new CancelAttempt(id(1)))),
        arguments(pausing, new PauseOver(1), to(ready)),
        arguments(pausing, new PauseOver(0), to(pausing)),
        arguments(pausing, new AttemptSucceeded(0, OUTPUT), to(succeeded)),
        arguments(pausing, failedAttempt(0, FailureKind.TRANSIENT), to(pausing)),
        arguments(pausing, new Admitted(), to(pausing)),
        arguments(pausing, new RunEnded(), to(stopped)),
        arguments(succeeded, new AttemptSucceeded(0, OUTPUT), to(succeeded)),
        arguments(
            succeeded, new AttemptSucceeded(1, OTHER), to(succeeded, new Discard(id(1), OTHER))),
        arguments(succeeded, failedAttempt(1, FailureKind.USER), to(succeeded)),
        arguments(succeeded, new RunEnded(), to(succeeded)),
        arguments(failed, new AttemptSucceeded(0, OTHER), to(failed, new Discard(id(0), OTHER))),
        arguments(failed, new RunEnded(), to(failed)),
        arguments(stopped, new AttemptSucceeded(0, OTHER), to(stopped, new Discard(id(0), OTHER))),
        arguments(stopped, failedAttempt(1, FailureKind.USER), to(stopped)),
        arguments(stopped, new PauseOver(1), to(stopped)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void followsTheTable(TaskState state, TaskEvent event, Transition<TaskState> expected) {
    assertThat(machine.apply(state, event)).isEqualTo(expected);
  }

  @Test
  void pausesDoubleUpToTheLongestAndVaryByChance() {
    assertThat(machine.apply(new Running(FIRST), new AttemptFailed(0, lost(), 0.0)))
        .isEqualTo(to(new Pausing(SECOND), new SetTimer(id(1), Duration.ofMillis(100))));
    assertThat(machine.apply(new Running(FIRST), new AttemptFailed(0, lost(), 0.5)))
        .isEqualTo(to(new Pausing(SECOND), new SetTimer(id(1), Duration.ofMillis(75))));
    assertThat(machine.apply(new Running(SECOND), new AttemptFailed(1, lost(), 0.0)))
        .isEqualTo(
            to(
                new Pausing(new Tries(2, 1000 * MIB, 2)),
                new SetTimer(id(2), Duration.ofMillis(150))));
  }

  @Test
  void lastTransientFailureSaysHowOftenItWasTried() {
    var third = new Running(new Tries(2, 1000 * MIB, 2));

    var state = machine.apply(third, new AttemptFailed(2, lost(), 0.0)).state();

    assertThat(state)
        .isEqualTo(
            new Failed(
                new TaskFailure(
                    FailureKind.TRANSIENT,
                    "task 17 of stage 2 failed 3 times; the last time: because",
                    null)));
  }

  @Test
  void memoryDoublesUpToTheMostAllowed() {
    var larger = new Tries(1, 1500 * MIB, 0);

    assertThat(machine.apply(new Running(FIRST), failedAttempt(0, FailureKind.RESOURCE)))
        .isEqualTo(to(new Ready(larger)));
    var state = machine.apply(new Running(larger), failedAttempt(1, FailureKind.RESOURCE)).state();
    assertThat(((Failed) state).cause().kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(((Failed) state).cause().message())
        .startsWith("task 17 of stage 2 does not fit a function of 1500 MiB, the largest allowed:")
        .contains("because")
        .contains("Allow larger functions");
  }

  private static AttemptId id(int attempt) {
    return new AttemptId(2, 17, attempt);
  }

  private static TaskEvent failedAttempt(int attempt, FailureKind kind) {
    return new AttemptFailed(attempt, failure(kind), 0.0);
  }

  private static TaskFailure lost() {
    return failure(FailureKind.TRANSIENT);
  }

  private static TaskFailure failure(FailureKind kind) {
    return new TaskFailure(kind, "because", null);
  }

  private static TaskOutput output(String path) {
    return new TaskOutput.Segment(new SegmentRef(path, null, 0, List.of()));
  }

  private static Transition<TaskState> to(TaskState state, Command... commands) {
    return Transition.to(state, commands);
  }
}
