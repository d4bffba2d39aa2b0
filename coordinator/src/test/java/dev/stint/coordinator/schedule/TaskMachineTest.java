package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.schedule.TaskMachine.Decision;
import dev.stint.coordinator.schedule.TaskMachine.Happening;
import dev.stint.coordinator.schedule.TaskState.Failed;
import dev.stint.coordinator.schedule.TaskState.Pausing;
import dev.stint.coordinator.schedule.TaskState.Ready;
import dev.stint.coordinator.schedule.TaskState.Running;
import dev.stint.coordinator.schedule.TaskState.Stopped;
import dev.stint.coordinator.schedule.TaskState.Succeeded;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.time.Duration;
import java.util.HashSet;
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
  private static final Decision NOTHING = new Decision.Nothing();
  private static final Decision IGNORE = new Decision.React(new Reaction.Ignore());

  private static final TaskState READY = new Ready(new Tries(1, 1000 * MIB, 1, 0));
  private static final TaskState ALONE =
      new Running(new Tries(2, 1000 * MIB, 1, 0), 1, TaskState.NONE);
  private static final TaskState BOTH = new Running(new Tries(3, 1000 * MIB, 1, 0), 1, 2);
  private static final TaskState PAUSING = new Pausing(new Tries(2, 1000 * MIB, 2, 0), 1);
  private static final TaskState SUCCEEDED = new Succeeded(0, TestGraphs.output("a"));

  private final TaskMachine machine = new TaskMachine(POLICY);

  static Stream<Arguments> table() {
    return Stream.of(
        // One that was given up wins all the same.
        arguments(READY, success(0), win()),
        arguments(READY, failure(0, FailureKind.USER), IGNORE),
        arguments(READY, lag(0), NOTHING),
        arguments(READY, pauseEnd(0), NOTHING),
        arguments(ALONE, success(1), win()),
        arguments(ALONE, success(0), win(1)),
        arguments(ALONE, failure(1, FailureKind.USER), endRun(FailureKind.USER)),
        arguments(ALONE, failure(1, FailureKind.INTERNAL), endRun(FailureKind.INTERNAL)),
        arguments(ALONE, failure(0, FailureKind.USER), IGNORE),
        arguments(ALONE, lag(1), new Decision.StartSecond()),
        arguments(ALONE, lag(0), NOTHING),
        arguments(ALONE, pauseEnd(0), NOTHING),
        arguments(BOTH, success(1), win(2)),
        arguments(BOTH, success(2), win(1)),
        arguments(BOTH, success(0), win(1, 2)),
        // While the other goes on, only what no attempt can mend ends the run.
        arguments(BOTH, failure(1, FailureKind.TRANSIENT), IGNORE),
        arguments(BOTH, failure(2, FailureKind.TRANSIENT), IGNORE),
        arguments(BOTH, failure(2, FailureKind.RESOURCE), IGNORE),
        arguments(BOTH, failure(2, FailureKind.USER), endRun(FailureKind.USER)),
        arguments(BOTH, failure(1, FailureKind.INTERNAL), endRun(FailureKind.INTERNAL)),
        arguments(BOTH, failure(0, FailureKind.INTERNAL), IGNORE),
        arguments(BOTH, lag(1), NOTHING),
        arguments(BOTH, lag(2), NOTHING),
        arguments(BOTH, pauseEnd(1), NOTHING),
        arguments(PAUSING, success(0), win()),
        arguments(PAUSING, failure(0, FailureKind.TRANSIENT), IGNORE),
        arguments(PAUSING, lag(1), NOTHING),
        arguments(PAUSING, pauseEnd(1), new Decision.BeReady()),
        arguments(PAUSING, pauseEnd(0), NOTHING),
        // A winner may report twice, and its output must outlive the repeat.
        arguments(SUCCEEDED, success(0), NOTHING),
        arguments(SUCCEEDED, success(1), new Decision.Late()),
        arguments(SUCCEEDED, failure(1, FailureKind.USER), IGNORE),
        arguments(SUCCEEDED, lag(1), NOTHING),
        arguments(SUCCEEDED, pauseEnd(1), NOTHING),
        arguments(new Failed(), success(0), new Decision.Late()),
        arguments(new Failed(), failure(0, FailureKind.USER), IGNORE),
        arguments(new Failed(), lag(0), NOTHING),
        arguments(new Failed(), pauseEnd(0), NOTHING),
        arguments(new Stopped(), success(0), new Decision.Late()),
        arguments(new Stopped(), failure(1, FailureKind.USER), IGNORE),
        arguments(new Stopped(), lag(0), NOTHING),
        arguments(new Stopped(), pauseEnd(1), NOTHING));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void followsTheTable(TaskState state, Happening happening, Decision expected) {
    assertThat(decide(state, happening)).isEqualTo(expected);
  }

  @Test
  void tableHasEveryPair() {
    var pairs = new HashSet<List<Class<?>>>();
    table()
        .map(Arguments::get)
        .forEach(row -> pairs.add(List.of(row[0].getClass(), row[1].getClass())));

    for (var state : TaskState.class.getPermittedSubclasses()) {
      for (var happening : Happening.class.getPermittedSubclasses()) {
        assertThat(pairs).contains(List.<Class<?>>of(state, happening));
      }
    }
  }

  @Test
  void pausesDoubleUpToTheLongestAndVaryByChance() {
    var first = new Running(new Tries(1, MIB, 0, 0), 0, TaskState.NONE);
    var second = new Running(new Tries(2, MIB, 1, 0), 1, TaskState.NONE);

    assertThat(decide(first, lost(0, 0.0))).isEqualTo(retry(100));
    assertThat(decide(first, lost(0, 0.5))).isEqualTo(retry(75));
    assertThat(decide(second, lost(1, 0.0))).isEqualTo(retry(150));
  }

  @Test
  void lastTransientFailureSaysHowOftenItWasTried() {
    var third = new Running(new Tries(3, MIB, 2, 0), 2, TaskState.NONE);

    assertThat(decide(third, lost(2, 0)))
        .isEqualTo(
            new Decision.React(
                new Reaction.EndRun(
                    new TaskFailure(
                        FailureKind.TRANSIENT,
                        "task 17 of stage 2 failed 3 times; the last time: because",
                        null))));
  }

  @Test
  void deployedFunctionsComeWithTheirSizesOnly() {
    var deployed = POLICY.withFunctionSizes(List.of(10_240 * MIB, 1000 * MIB));
    var small = new Running(new Tries(1, 1000 * MIB, 0, 0), 0, TaskState.NONE);
    var large = new Running(new Tries(2, 10_240 * MIB, 0, 0), 1, TaskState.NONE);
    var ofDeployed = new TaskMachine(deployed);

    assertThat(decide(ofDeployed, small, failure(0, FailureKind.RESOURCE)))
        .isEqualTo(enlarge(10_240));
    assertThat(decide(ofDeployed, large, failure(1, FailureKind.RESOURCE)))
        .isInstanceOfSatisfying(
            Decision.React.class,
            react -> assertThat(react.reaction()).isInstanceOf(Reaction.EndRun.class));
  }

  @Test
  void attemptsThatFailForOtherReasonsDoNotCountAsTries() {
    var tenth = new Running(new Tries(10, MIB, 0, 0), 9, TaskState.NONE);

    assertThat(decide(tenth, lost(9, 0))).isEqualTo(retry(100));
  }

  @Test
  void theNextFunctionHasWhatTheAttemptNeeded() {
    var deployed = POLICY.withFunctionSizes(List.of(1000 * MIB, 2000 * MIB, 4000 * MIB));
    var any = new TaskMachine(AttemptPolicy.of(1000 * MIB, 6000 * MIB));
    var ofDeployed = new TaskMachine(deployed);
    var small = new Running(new Tries(1, 1000 * MIB, 0, 0), 0, TaskState.NONE);

    // Half of a function is for operators, and a quarter more than they know of.
    assertThat(decide(any, small, needing(600))).isEqualTo(enlarge(2000));
    assertThat(decide(any, small, needing(1200))).isEqualTo(enlarge(3000));
    assertThat(decide(any, small, needing(4000))).isEqualTo(enlarge(6000));
    assertThat(decide(ofDeployed, small, needing(600))).isEqualTo(enlarge(2000));
    assertThat(decide(ofDeployed, small, needing(1200))).isEqualTo(enlarge(4000));
    assertThat(decide(ofDeployed, small, needing(4000))).isEqualTo(enlarge(4000));
  }

  private static Happening needing(long mebibytes) {
    return new Happening.Failure(
        0, TaskFailure.tooLittleMemory("because", null, mebibytes * MIB), 0);
  }

  @Test
  void memoryDoublesUpToTheMostAllowed() {
    var small = new Running(new Tries(1, 700 * MIB, 0, 0), 0, TaskState.NONE);
    var smaller = new Running(new Tries(1, 1000 * MIB, 0, 0), 0, TaskState.NONE);
    var largest = new Running(new Tries(2, 1500 * MIB, 0, 0), 1, TaskState.NONE);

    assertThat(decide(small, failure(0, FailureKind.RESOURCE))).isEqualTo(enlarge(1400));
    assertThat(decide(smaller, failure(0, FailureKind.RESOURCE))).isEqualTo(enlarge(1500));
    var decision = (Decision.React) decide(largest, failure(1, FailureKind.RESOURCE));
    var cause = ((Reaction.EndRun) decision.reaction()).because();
    assertThat(cause.kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(cause.message())
        .startsWith("task 17 of stage 2 does not fit a function of 1500 MiB, the largest allowed:")
        .contains("because")
        .contains("Allow larger functions");
  }

  private Decision decide(TaskState state, Happening happening) {
    return decide(machine, state, happening);
  }

  private static Decision decide(TaskMachine machine, TaskState state, Happening happening) {
    return machine.decide(new AttemptId(2, 17, 0), state, happening);
  }

  private static Happening success(int attempt) {
    return new Happening.Success(attempt);
  }

  private static Happening failure(int attempt, FailureKind kind) {
    return new Happening.Failure(attempt, because(kind), 0);
  }

  private static Happening lost(int attempt, double chance) {
    return new Happening.Failure(attempt, because(FailureKind.TRANSIENT), chance);
  }

  private static Happening lag(int attempt) {
    return new Happening.Lag(attempt);
  }

  private static Happening pauseEnd(int attempt) {
    return new Happening.PauseEnd(attempt);
  }

  private static Decision win(Integer... rivals) {
    return new Decision.Win(List.of(rivals));
  }

  private static Decision endRun(FailureKind kind) {
    return new Decision.React(new Reaction.EndRun(because(kind)));
  }

  private static Decision retry(long pauseMillis) {
    return new Decision.React(new Reaction.Retry(Duration.ofMillis(pauseMillis)));
  }

  private static Decision enlarge(long mebibytes) {
    return new Decision.React(new Reaction.Enlarge(mebibytes * MIB));
  }

  private static TaskFailure because(FailureKind kind) {
    return new TaskFailure(kind, "because", null);
  }
}
