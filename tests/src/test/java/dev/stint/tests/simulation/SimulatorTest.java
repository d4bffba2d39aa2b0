package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.RunState;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole runs in worlds by seed: the same in each build, `-Dstint.seeds=1000000` for a million,
/// `-Dstint.seed=123` for one.
class SimulatorTest {

  private static final Logger LOG = Logger.getLogger("dev.stint.coordinator");

  /// The same ones in each build, unless others are asked for.
  private static final long WORLDS = 10_000;

  /// Of tasks: what a task that is not running is not told, since none of its attempts is open.
  private static final Set<String> NEVER_OF_TASKS =
      Set.of(
          "Ready x AttemptRunning",
          "Ready x AttemptFailed",
          "Ready x AttemptCancelled",
          "Ready x RetryDue",
          "Running x RetryDue",
          "Pausing x AttemptStarted",
          "Pausing x AttemptRunning",
          "Pausing x AttemptFailed",
          "Pausing x AttemptCancelled",
          "Succeeded x AttemptStarted",
          "Succeeded x RetryDue",
          "Failed x AttemptStarted",
          "Failed x RetryDue",
          "Stopped x AttemptStarted",
          "Stopped x RetryDue");

  /// Needs two things within the milliseconds of one request.
  private static final Set<String> SELDOM =
      Set.of(
          "COMMITTING x AttemptCancelled",
          "COMMITTING x AttemptFailed",
          "COMMITTING x AttemptRunning",
          "COMMITTING x AttemptSucceeded",
          "COMMITTING x CancelRequested",
          "Failed x AttemptCancelled",
          "Failed x AttemptFailed",
          "Failed x AttemptRunning",
          "Failed x AttemptSucceeded",
          "Pausing x AttemptSucceeded",
          "Ready x AttemptSucceeded",
          "Succeeded x AttemptRunning");

  private final Coverage coverage = new Coverage();
  private @Nullable Level level;

  @BeforeEach
  void hushWarnings() {
    level = LOG.getLevel();
    LOG.setLevel(Level.SEVERE);
  }

  @AfterEach
  void restoreWarnings() {
    LOG.setLevel(level);
  }

  @Test
  void runsKeepTheirPromisesWhateverHappens() {
    long worlds = Seeds.inParallel(Duration.ZERO, WORLDS, this::play);

    System.out.println(worlds + " worlds");
    if (worlds >= WORLDS) {
      assertThat(coverage.missing()).isSubsetOf(union(never(), SELDOM)).containsAll(never());
    }
  }

  private void play(long seed) {
    var own = new Coverage();
    new World(seed, own).play();
    coverage.add(own);
  }

  /// What cannot be.
  private static Set<String> never() {
    var never = new TreeSet<>(NEVER_OF_TASKS);
    for (var event : Coverage.leaves(RunEvent.class)) {
      // The last event of all.
      never.add(Coverage.pair(RunState.Phase.SWEPT.name(), event));
    }
    addAll(never, RunState.Phase.RUNNING, "CommitStepDone", "RunSwept");
    addAll(never, RunState.Phase.COMMITTING, "RunStarted", "CoordinatorLeft", "CommitStarted");
    addAll(never, RunState.Phase.COMMITTING, "RunSwept", "StageInserted", "StagePlanned");
    addAll(never, RunState.Phase.COMMITTING, "StageUnneeded", "StageFused", "StageFinished");
    addAll(never, RunState.Phase.COMMITTING, "AttemptStarted", "RetryDue");
    addAll(never, RunState.Phase.ENDED, "RunStarted", "CoordinatorLeft", "CancelRequested");
    addAll(never, RunState.Phase.ENDED, "CommitStarted", "CommitStepDone", "RunEnded");
    addAll(never, RunState.Phase.ENDED, "StageInserted", "StagePlanned", "StageUnneeded");
    addAll(never, RunState.Phase.ENDED, "StageFused", "StageFinished");
    addAll(never, RunState.Phase.ENDED, "AttemptStarted", "RetryDue");
    return never;
  }

  private static void addAll(Set<String> pairs, RunState.Phase phase, String... events) {
    for (var event : events) {
      pairs.add(phase + " x " + event);
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
