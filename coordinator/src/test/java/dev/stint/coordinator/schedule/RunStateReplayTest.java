package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.schedule.RunState.Phase;
import dev.stint.coordinator.schedule.TaskMachine.Happening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A run is its log: whatever reaches it in whatever order, the log gives the state, and leaves one
/// intact outcome.
final class RunStateReplayTest {

  private static final int SEEDS = 300;

  /// Pairs that no run meets.
  private static final Set<String> IMPOSSIBLE =
      Set.of(
          // An attempt that is waited for makes its task Running, and only such a one can lag.
          Pairs.of(TaskState.Ready.class, Happening.Lag.class),
          Pairs.of(TaskState.Pausing.class, Happening.Lag.class),
          Pairs.of(TaskState.Succeeded.class, Happening.Lag.class),
          Pairs.of(TaskState.Failed.class, Happening.Lag.class),
          Pairs.of(TaskState.Stopped.class, Happening.Lag.class),
          // The end of the run, which makes tasks so, takes back all timers.
          Pairs.of(TaskState.Failed.class, Happening.PauseEnd.class),
          Pairs.of(TaskState.Stopped.class, Happening.PauseEnd.class),
          // Output is looked for before the run begins.
          Pairs.of(Phase.COMMITTING, Signal.OutputThere.class),
          Pairs.of(Phase.ENDED, Signal.OutputThere.class),
          Pairs.of(Phase.SWEPT, Signal.OutputThere.class),
          // A commit is carried out while the run is being committed.
          Pairs.of(Phase.RUNNING, Signal.CommitProceeded.class),
          Pairs.of(Phase.RUNNING, Signal.CommitDone.class),
          Pairs.of(Phase.ENDED, Signal.CommitDone.class),
          Pairs.of(Phase.SWEPT, Signal.CommitDone.class),
          // Only what has ended is swept, once.
          Pairs.of(Phase.RUNNING, Signal.Drained.class),
          Pairs.of(Phase.COMMITTING, Signal.Drained.class),
          Pairs.of(Phase.SWEPT, Signal.Drained.class),
          // Nobody takes over a run that is swept, and its driver fails no more.
          Pairs.of(Phase.SWEPT, Signal.CoordinatorReady.class),
          Pairs.of(Phase.SWEPT, Signal.RunFailed.class));

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverMayPassLeavesOneIntactOutcome(long seed) {
    var world = run(seed, 0, new Pairs());

    switch (world.state().outcome()) {
      case RunOutcome.Succeeded _ -> assertIntact(world);
      // Four transient failures of one task (five when the fourth had a twin that went on), or one
      // that does not fit the largest function.
      case RunOutcome.Failed(var cause) ->
          assertThat(cause.message())
              .containsAnyOf("failed 4 times", "failed 5 times", "does not fit");
      case RunOutcome.Skipped _, RunOutcome.Cancelled _ ->
          throw new AssertionError("nobody asked for that");
      case null -> throw new AssertionError("not ended");
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fatalFailuresAndCancelsEndTheRunOnce(long seed) {
    var world = run(seed, 10, new Pairs());

    if (world.state().outcome() instanceof RunOutcome.Succeeded) {
      assertIntact(world);
    }
  }

  @Test
  void everyPairOfStateAndHappeningThatCanBeMetIsMet() {
    var pairs = new Pairs();
    for (long seed = 0; seed < SEEDS; seed++) {
      run(seed, 0, pairs);
      run(seed, 10, pairs);
    }

    assertThat(pairs.ofTasks).containsExactlyElementsOf(possible(taskPairs()));
    assertThat(pairs.ofRuns).containsExactlyElementsOf(possible(runPairs()));
  }

  private static Set<String> possible(Set<String> all) {
    var possible = new TreeSet<>(all);
    possible.removeAll(IMPOSSIBLE);
    return possible;
  }

  private static Set<String> taskPairs() {
    var all = new HashSet<String>();
    for (var state : TaskState.class.getPermittedSubclasses()) {
      for (var happening : Happening.class.getPermittedSubclasses()) {
        all.add(Pairs.of(state, happening));
      }
    }
    return all;
  }

  private static Set<String> runPairs() {
    var all = new HashSet<String>();
    for (var phase : Phase.values()) {
      for (var signal : Signal.class.getPermittedSubclasses()) {
        all.add(Pairs.of(phase, signal));
      }
    }
    return all;
  }

  private static SimulatedRun run(long seed, int percentFatal, Pairs pairs) {
    var world = new SimulatedRun(seed, percentFatal, pairs);
    world.runUntilSwept(
        () -> assertThat(observed(world.replayed())).isEqualTo(observed(world.state())));

    assertThat(world.mostRunning).isLessThanOrEqualTo(SimulatedRun.CONCURRENCY);
    assertThat(world.state().runningAttempts()).isZero();
    assertThat(world.state().openAttempts()).isEmpty();
    assertThat(world.events().stream().filter(RunEvent.RunEnded.class::isInstance)).hasSize(1);
    assertThat(world.events().stream().filter(RunEvent.RunSwept.class::isInstance)).hasSize(1);
    assertThat(world.events().getLast()).isInstanceOf(RunEvent.RunSwept.class);
    assertOneWinner(world);
    return world;
  }

  /// Each task has at most one winner, each attempt one start, and every success that was heard of
  /// has won or is to be dropped.
  private static void assertOneWinner(SimulatedRun world) {
    var started = new HashSet<AttemptId>();
    var winners = new HashSet<List<Integer>>();
    var told = new HashSet<String>();
    for (var event : world.events()) {
      switch (event) {
        case RunEvent.AttemptStarted(var id, _, _) -> assertThat(started.add(id)).isTrue();
        case RunEvent.AttemptSucceeded(var id, var output, _, _, var standing) -> {
          told.add(SimulatedRun.path(output));
          if (standing == RunEvent.Standing.WON) {
            assertThat(winners.add(List.of(id.stageId(), id.taskIndex()))).isTrue();
          }
        }
        case RunEvent _ -> {}
      }
    }
    assertThat(told).isEqualTo(world.successes());
  }

  /// Every task has a winner, and what stands is theirs.
  private static void assertIntact(SimulatedRun world) {
    var state = world.state();
    for (int stageId = 0; stageId < state.stageCount(); stageId++) {
      assertThat(state.stage(stageId).status()).isEqualTo(StageTasks.Status.FINISHED);
      for (var output : state.stage(stageId).outputs()) {
        assertThat(world.left).containsKey(SimulatedRun.path(output));
      }
    }
    assertThat(state.files()).hasSize(state.taskCount(4));
  }

  /// All of a state that can be told from outside, but for when attempts began to run, which the
  /// log tells only where it matters to people.
  private static List<Object> observed(RunState state) {
    var all = new ArrayList<Object>();
    all.add(state.phase());
    all.add(String.valueOf(state.outcome()));
    all.add(state.term());
    all.add(state.isLeft());
    all.add(state.runningAttempts());
    for (int stageId = 0; stageId < state.stageCount(); stageId++) {
      all.add(observed(state.stage(stageId)));
    }
    for (var attempt : state.allOpen()) {
      all.add(attempt.id);
      all.add(attempt.startTime);
      all.add(attempt.functionMemoryBytes);
      all.add(attempt.cause);
      all.add(attempt.isCancelled);
    }
    all.add(pauses(state));
    return all;
  }

  private static List<Object> observed(StageTasks stage) {
    var all = new ArrayList<Object>();
    all.add(stage.status());
    all.add(stage.hasReady());
    all.add(stage.runningCount());
    all.add(stage.isPlanned() && stage.areAllDone());
    for (int task = 0; task < stage.taskCount(); task++) {
      all.add(stage.task(task));
    }
    return all;
  }

  /// When tasks that pause go on.
  private static List<Object> pauses(RunState state) {
    return Pairs.timers(state).stream()
        .filter(
            timer ->
                timer.kind() == Timers.Kind.PAUSE
                    && state.stage(timer.attempt().stageId()).task(timer.attempt().taskIndex())
                        instanceof TaskState.Pausing(_, int failed)
                    && failed == timer.attempt().attempt())
        .<Object>map(timer -> List.of(timer.due(), timer.attempt()))
        .toList();
  }
}
