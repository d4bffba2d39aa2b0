package dev.stint.coordinator.run;

import static dev.stint.coordinator.run.Graphs.UNKEYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Coordinators die and leave; runs go on from their journal.
@Timeout(60)
final class RunResumeTest extends ResumedRuns {

  /// When a coordinator dies.
  enum Moment {
    BEFORE_THE_WRITE,
    AFTER_THE_WRITE
  }

  /// The end of a coordinator.
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @EnumSource
  void whereverACoordinatorDiesTheNextOneGivesTheResult(Moment moment) {
    for (int entry = 0; entry < ENTRIES; entry++) {
      if (!diesAt(entry, moment, TWO_STAGES)) {
        continue;
      }
      var done = tasksDone();

      boolean isSwept = objectsBesideTheJournal().isEmpty();
      try {
        assertThat(run(TWO_STAGES, store).status()).isEqualTo(RunStatus.SUCCEEDED);
      } catch (StintException e) {
        // The first one had handed over and swept, and died before it could say so.
        assertThat(e).hasMessageContaining("was handed over and swept before");
        assertThat(isSwept).isTrue();
      }

      assertThat(tasksAsked()).noneMatch(done::contains);
      // Twice, perhaps, when the first died between the delivery and the sweep, but the same.
      assertThat(result)
          .isNotEmpty()
          .allSatisfy(path -> assertThat(path).contains("/stage-1/task-0-"));
      assertThat(objectsBesideTheJournal()).isEmpty();
      assertThat(events().getLast()).isInstanceOf(RunEvent.RunSwept.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereverACoordinatorDiesTheNextOneCommitsTheFilesOnce(Moment moment) {
    for (int entry = 0; entry < ENTRIES; entry++) {
      if (!diesAt(entry, moment, TO_FILES)) {
        continue;
      }
      var done = tasksDone();

      var report = run(TO_FILES, store);

      assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(tasksAsked()).noneMatch(done::contains);
      assertThat(report.files()).hasSize(5);
      var expected = new ArrayList<>(report.files());
      expected.addFirst("s3://bucket/out/_SUCCESS");
      assertThat(objectsBesideTheJournal()).isEqualTo(expected);
      assertThat(store.listUploads("s3://bucket/")).isEmpty();
      assertThat(events().stream().filter(RunEvent.CommitStarted.class::isInstance)).hasSize(1);
    }
  }

  /// So `gc` ends it, which wants no result.
  @ParameterizedTest
  @EnumSource
  void whereverACoordinatorDiesOneThatWantsNoResultEndsTheRun(Moment moment) {
    for (int entry = 0; entry < ENTRIES; entry++) {
      if (diesAt(entry, moment, TWO_STAGES)) {
        var driver =
            new RunDriver(
                environment(store, inline(functions), InstantSource.system()),
                new RunRequest("run-1", TWO_STAGES, settings),
                RunListener.NONE,
                ResultConsumer.NONE);

        assertThat(driver.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(objectsBesideTheJournal()).isEmpty();
      }
    }
  }

  /// Begins a run whose coordinator dies with the entry of that number; says whether it did.
  private boolean diesAt(int entry, Moment moment, StageGraph graph) {
    var writes = new AtomicInteger();
    var dying =
        hooked(
            (_, creation) -> {
              int write = writes.getAndIncrement();
              if (write > entry || (write == entry && moment == Moment.BEFORE_THE_WRITE)) {
                throw new Death();
              }
              boolean isCreated = creation.getAsBoolean();
              if (write == entry) {
                throw new Death();
              }
              return isCreated;
            });
    try {
      assertThat(run(graph, dying).status()).isEqualTo(RunStatus.SUCCEEDED);
      return false;
    } catch (Death _) {
      functions.requests.clear();
      return true;
    }
  }

  @Test
  void runThatWasLeftGoesOnAndRepeatsNothing() {
    var drivers = new ArrayList<RunDriver>();
    functions.doing("0.1.0", () -> drivers.getFirst().leave());
    drivers.add(driver(TWO_STAGES, store, inline(functions)));

    var left = drivers.getFirst().run();

    assertThat(left.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(left.stages().getFirst().finishedTasks()).isBetween(2, 4);
    var report = run(TWO_STAGES, store);
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(report.coordinators()).isEqualTo(2);
    assertThat(tasksAsked()).hasSize(6).doesNotHaveDuplicates();
    assertThat(objectsBesideTheJournal()).isEmpty();
  }

  @Test
  void runThatIsSweptIsToldOfAndNotRunAgain() {
    run(TWO_STAGES, store);
    functions.requests.clear();

    var report = run(TWO_STAGES, store);

    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(report.coordinators()).isEqualTo(1);
    assertThat(functions.requests).isEmpty();
    assertThat(result).hasSize(1);
  }

  @Test
  void runGoesOnAsItWasAskedForAtFirst() {
    assertThat(diesAt(1, Moment.AFTER_THE_WRITE, TWO_STAGES)).isTrue();

    run(Graphs.graph(Graphs.scan(0, 1, UNKEYED)), store);

    assertThat(result).singleElement().asString().contains("/stage-1/");
  }

  @Test
  void runEndsWhenItsTimeIsOver() {
    settings = settings.withMaxDuration(Duration.ofSeconds(60));

    var report =
        driver(Graphs.graph(Graphs.scan(0, 100, UNKEYED)), store, inline(functions), ticking())
            .run();

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(report.failure().message()).startsWith("the run was ended after 60 s");
    assertThat(functions.requests).hasSizeLessThan(100);
    assertThat(objectsBesideTheJournal()).isEmpty();
  }

  @Test
  void runThatHasNoTimeStartsNothing() {
    settings = settings.withMaxDuration(Duration.ZERO);

    assertThat(run(TWO_STAGES, store).failure().message()).contains("limits.maxDuration");
    assertThat(functions.requests).isEmpty();
  }

  @Test
  void interruptCancelsTheRunAndIsKept() {
    var driverThread = Thread.currentThread();
    functions.doing(
        "0.1.0",
        () -> {
          driverThread.interrupt();
          awaitInterrupt();
        });

    try (var invoker = new ThreadInvoker(functions, 3)) {
      assertThat(driver(TO_FILES, store, invoker).run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(objectsBesideTheJournal()).isEmpty();
    assertThat(store.listUploads("s3://bucket/")).isEmpty();
  }

  @Test
  void runThatFailsBeforeItsCommitBeginsMakesNothingVisible() {
    RunListener listener =
        logged -> {
          if (logged.event() instanceof RunEvent.CommitStarted) {
            throw new IllegalStateException("no terminal");
          }
        };

    var report =
        new RunDriver(
                environment(store, inline(functions), InstantSource.system()),
                new RunRequest("run-1", TO_FILES, settings),
                listener,
                (_, _) -> {})
            .run();

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(objectsBesideTheJournal()).isEmpty();
    assertThat(store.listUploads("s3://bucket/")).isEmpty();
  }

  @Test
  void journalOfAnotherKindOfRunIsRefused() {
    new Journal(store, settings.runPath("run-1"), "other")
        .append(List.of(new LoggedEvent(Instant.EPOCH, new RunEvent.CoordinatorStarted(0))));

    assertThatThrownBy(() -> run(TWO_STAGES, store))
        .isInstanceOf(StintException.class)
        .hasMessage("the journal of run run-1 does not begin with what is run");
  }
}
