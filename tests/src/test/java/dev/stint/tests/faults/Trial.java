package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageGraph;
import dev.stint.tests.faults.CoordinatorProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run under a schedule of faults: coordinators follow each other until it is over. Used once.
final class Trial {

  /// What became of the run; `rows` are those of its result or of its output, none where it failed
  /// before its commit.
  record Result(Outcome outcome, List<String> rows, int coordinators, List<String> story) {

    boolean hasSucceeded() {
      return outcome.status().equals("SUCCEEDED");
    }
  }

  /// From the fault on that ends it, a coordinator has to come to its end within this.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// Functions whose coordinator was killed have to end within this.
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofMillis(30);

  /// After so many nothing goes wrong any more, so that the run must come to its end.
  private static final int FAULTY_COORDINATORS = 5;

  private final FaultLake lake;
  private final FaultyS3Proxy proxy;
  private final FaultSchedule schedule;
  private final Path folder;
  private final Path functionCache;
  private final String runId;
  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private final Blows blows;
  private final List<CoordinatorProcess> coordinators = new ArrayList<>();
  private boolean hadLateCoordinator;

  Trial(
      FaultLake lake,
      FaultyS3Proxy proxy,
      FaultSchedule schedule,
      Path folder,
      Path functionCache,
      String runId) {
    this.lake = lake;
    this.proxy = proxy;
    this.schedule = schedule;
    this.folder = folder;
    this.functionCache = functionCache;
    this.runId = runId;
    this.blows = new Blows(schedule, folder, story);
  }

  /// Runs `graph` to its end, and requires of it what holds whatever goes wrong.
  Result run(StageGraph graph) throws IOException, InterruptedException {
    Files.write(folder.resolve(CoordinatorMain.GRAPH), PlanJson.write(graph));
    lake.restoreOutput();
    var old = lake.outputFiles();
    proxy.use(schedule.requests(), blows);
    try {
      var outcome = carryOut();
      endLast();
      var result = new Result(outcome, rows(outcome, old), coordinators.size(), story);
      requireNothingIsLeft();
      return result;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(describe(), e);
    } finally {
      proxy.use(RequestFaults.NONE, FaultyS3Proxy.Listener.NONE);
      endAll();
      lake.forget(runId);
    }
  }

  private Outcome carryOut() throws IOException, InterruptedException {
    while (true) {
      var coordinator = start();
      if (!awaitEnd(coordinator)) {
        story.add("it is stopped");
        continue;
      }
      if (coordinator.wasKilled()) {
        story.add("it was killed");
        continue;
      }
      assertThat(coordinator.hasTold()).as("it ended as it should").isTrue();
      var outcome = coordinator.outcome();
      story.add("it ended with " + outcome);
      assertThat(outcome.kind()).isNotEqualTo(FailureKind.INTERNAL.name());
      if (outcome.isOver()) {
        return outcome;
      }
    }
  }

  private CoordinatorProcess start() throws IOException {
    if (coordinators.size() == FAULTY_COORDINATORS) {
      story.add("from here on nothing goes wrong");
      blows.end();
      proxy.calm();
    }
    assertThat(coordinators.size()).as("coordinators").isLessThan(2 * FAULTY_COORDINATORS);
    story.add("coordinator " + coordinators.size());
    var coordinator =
        CoordinatorProcess.start(
            folder, runId, coordinators.size(), proxy.settings(), functionCache);
    coordinators.add(coordinator);
    blows.aimAt(coordinator);
    return coordinator;
  }

  /// Says whether it ended; otherwise it is stopped.
  private boolean awaitEnd(CoordinatorProcess coordinator) throws InterruptedException {
    var deadline = Instant.now().plus(PATIENCE);
    while (!coordinator.hasEnded(LOOK_EVERY)) {
      if (blows.isFrozen(coordinator)) {
        return false;
      }
      assertThat(Instant.now()).as("when it should be over").isBefore(deadline);
    }
    return true;
  }

  /// Those that were stopped wake up, find that the run is not theirs, and go.
  private void endLast() throws InterruptedException {
    blows.end();
    for (var frozen : blows.takeFrozen()) {
      hadLateCoordinator = true;
      ProcessTable.resume(frozen.handle());
      assertThat(frozen.hasEnded(PATIENCE)).as("a coordinator that lost its run ended").isTrue();
      assertThat(frozen.hasTold()).as("a coordinator that lost its run ended well").isTrue();
    }
    assertThat(ProcessTable.awaitNone(folder, LAST_PATIENCE))
        .as("functions that live on")
        .isEmpty();
  }

  private List<String> rows(Outcome outcome, List<String> old) throws IOException {
    boolean hasSucceeded = outcome.status().equals("SUCCEEDED");
    if (schedule.job().writesFiles()) {
      if (!hasSucceeded && !lake.finishCommit()) {
        assertThat(lake.outputFiles()).as("output of a failed run").isEqualTo(old);
        return List.of();
      }
      assertThat(lake.outputFiles()).doesNotContainAnyElementsOf(withoutMark(old));
      return lake.outputRows();
    }
    var rows = writtenRows();
    assertThat(rows != null).as("rows were given").isEqualTo(hasSucceeded);
    return rows == null ? List.of() : rows;
  }

  private static List<String> withoutMark(List<String> files) {
    return files.stream().filter(file -> !file.endsWith("_SUCCESS")).toList();
  }

  private @Nullable List<String> writtenRows() throws IOException {
    List<String> last = null;
    for (var coordinator : coordinators) {
      var rows = coordinator.rows();
      assertThat(last == null || rows == null || rows.equals(last))
          .as("all coordinators gave the same rows")
          .isTrue();
      last = rows == null ? last : rows;
    }
    return last;
  }

  private void requireNothingIsLeft() {
    if (hadLateCoordinator) {
      // One that wakes up after the run was swept tells its attempts to stop by objects, and these
      // may have written by then: what that leaves is for gc to find.
      lake.collectGarbage();
    }
    assertThat(lake.remains(runId)).as("objects that are left").isEmpty();
    assertThat(lake.openUploads()).as("uploads that are left").isEmpty();
  }

  private void endAll() {
    coordinators.forEach(CoordinatorProcess::kill);
    ProcessTable.functionsBelow(folder).forEach(ProcessHandle::destroyForcibly);
  }

  /// The story of the run, for whoever has to find out what went wrong.
  private String describe() throws IOException {
    var text = new StringBuilder("replay with -Dstint.seed=" + schedule.seed());
    text.append('\n').append(schedule).append('\n');
    text.append(String.join("\n", story)).append('\n');
    text.append("output: ").append(lake.outputFiles()).append('\n');
    for (var coordinator : coordinators) {
      var log = coordinator.log();
      text.append("log: ").append(log, 0, Math.min(log.length(), 4000)).append('\n');
    }
    return text.toString();
  }
}
