package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Any order of reports leaves one intact outcome.
final class RunSimulationTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverMayPassLeavesOneIntactOutcome(long seed) {
    var world = new SimulatedRun(seed, TestGraphs.tree(), 0);

    world.runUntilQuiet();

    assertThat(world.outcomes).hasSize(1);
    assertThat(world.mostRunning).isLessThanOrEqualTo(SimulatedRun.CONCURRENCY);
    switch (world.outcomes.getFirst()) {
      case RunOutcome.Succeeded _ -> assertIntact(world);
      // Four transient failures of one task.
      case RunOutcome.Failed(var cause) -> assertThat(cause.message()).contains("4 times");
      case RunOutcome.Cancelled _ -> throw new AssertionError("nobody cancelled");
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fatalFailuresAndCancelsEndTheRunOnce(long seed) {
    var world = new SimulatedRun(seed, TestGraphs.tree(), 10);

    world.runUntilQuiet();

    assertThat(world.outcomes).hasSize(1);
    assertThat(world.state.isEnded()).isTrue();
    if (world.outcomes.getFirst() instanceof RunOutcome.Succeeded) {
      assertIntact(world);
    }
  }

  @Test
  void everyPairOfStateAndEventIsMet() {
    var pairs = new HashSet<String>();
    for (long seed = 0; seed < 1000; seed++) {
      for (int percentFatal : List.of(0, 10)) {
        var world = new SimulatedRun(seed, TestGraphs.tree(), percentFatal);
        world.runUntilQuiet();
        pairs.addAll(world.seenPairs);
      }
    }

    for (var task : List.of("Ready", "Running", "Pausing", "Succeeded", "Failed", "Stopped")) {
      for (var event : List.of("AttemptSucceeded", "AttemptFailed", "PauseOver")) {
        assertThat(pairs).contains("task " + task + "/" + event);
      }
    }
    assertThat(pairs)
        .contains(
            "Running/Started",
            "Running/TasksPlanned",
            "Running/AttemptSucceeded",
            "Running/AttemptFailed",
            "Running/PauseOver",
            "Running/CancelRequested",
            "Committing/FilesCommitted",
            "Committing/AttemptSucceeded",
            "Committing/AttemptFailed",
            "Committing/PauseOver",
            "Ended/TasksPlanned",
            "Ended/AttemptSucceeded",
            "Ended/AttemptFailed",
            "Ended/CancelRequested");
  }

  /// Each task has one winner, whose output is left and was handed on; all others are dropped.
  private static void assertIntact(SimulatedRun world) {
    for (var plan : world.plans) {
      plan.exchanges()
          .forEach(
              (stageId, segments) ->
                  assertThat(segments.stream().map(SegmentRef::path))
                      .containsExactlyElementsOf(world.outputsLeft(stageId)));
    }
    int root = world.state.stages().size() - 1;
    assertThat(world.committed.stream().map(PendingFile::path))
        .containsExactlyElementsOf(world.outputsLeft(root));
    assertThat(world.state.stages())
        .allSatisfy(stage -> assertThat(stage).isInstanceOf(StageState.Succeeded.class));
  }
}
