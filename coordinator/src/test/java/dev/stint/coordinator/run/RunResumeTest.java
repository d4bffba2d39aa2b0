package dev.stint.coordinator.run;

import static dev.stint.coordinator.run.Graphs.HASH;
import static dev.stint.coordinator.run.Graphs.UNKEYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.journal.HookedStore;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Coordinators die, leave, meet and are cut off; runs go on from their journal.
@Timeout(60)
final class RunResumeTest {

  private static final StageGraph TWO_STAGES =
      Graphs.graph(Graphs.scan(0, 5, HASH), Graphs.reading(1, Reading.PARTITIONED, UNKEYED, 0));
  private static final StageGraph TO_FILES =
      Graphs.graph(Graphs.scan(0, 5, Graphs.files("s3://bucket/out", WriteMode.APPEND)));

  /// About as many as a run has; how events are grouped is up to the journal's writer.
  private static final int ENTRIES = 15;

  /// When a coordinator dies.
  enum Moment {
    BEFORE_THE_WRITE,
    AFTER_THE_WRITE
  }

  /// The end of a coordinator.
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private InMemoryObjectStore store = new InMemoryObjectStore();
  private ScriptedFunctions functions = new ScriptedFunctions(store);
  private final List<String> result = new ArrayList<>();
  private RunSettings settings =
      RunSettings.of(
          "s3://bucket/work",
          8,
          new AttemptPolicy(4, Duration.ofMillis(2), Duration.ofMillis(4), 1L << 30, 4L << 30));

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
  void whoeverIsCutOffDoesNoHarmAndSaysThatTheRunGoesOn() {
    for (int entry = 0; entry < ENTRIES; entry++) {
      var rival = new RunRequest("run-1", TO_FILES, settings);
      int cutOff = entry;
      var writes = new AtomicInteger();
      var contested =
          hooked(
              (_, creation) -> {
                if (writes.getAndIncrement() == cutOff) {
                  takeOver(rival);
                }
                return creation.getAsBoolean();
              });

      var report = run(TO_FILES, contested);

      if (writes.get() > cutOff) {
        assertThat(report.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(report.failure()).isNull();
        assertThat(report.files()).isEmpty();
        boolean mayCommit = events().stream().anyMatch(RunEvent.CommitStarted.class::isInstance);
        assertThat(mayCommit || store.list("s3://bucket/out/").isEmpty()).isTrue();
        assertThat(run(TO_FILES, store).files()).hasSize(5);
        assertThat(store.list("s3://bucket/out/")).hasSize(6);
        assertThat(store.listUploads("s3://bucket/")).isEmpty();
      }
    }
  }

  private void takeOver(RunRequest request) {
    var journal = new Journal(store, settings.runPath("run-1"), "rival");
    var event =
        journal.read().isEmpty()
            ? new RunEvent.RunStarted(request)
            : new RunEvent.CoordinatorStarted(1);
    journal.append(List.of(new LoggedEvent(Instant.now(), event)));
  }

  @Test
  void ofTwoCoordinatorsAtOnceOneFinishes() throws InterruptedException {
    var both = new CyclicBarrier(2);
    var statuses = new ArrayList<RunStatus>();
    var threads = new ArrayList<Thread>();
    for (int coordinator = 0; coordinator < 2; coordinator++) {
      var meeting =
          new HookedStore(
              store,
              (path, creation) -> {
                if (path.endsWith("/00000000.json")) {
                  await(both);
                }
                return creation.getAsBoolean();
              });
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    var report = run(TWO_STAGES, meeting);
                    synchronized (statuses) {
                      statuses.add(report.status());
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(statuses).containsExactlyInAnyOrder(RunStatus.SUCCEEDED, RunStatus.RUNNING);
    // The one that lost started nothing.
    assertThat(tasksAsked()).hasSize(6).doesNotHaveDuplicates();
    assertThat(result).hasSize(1);
    assertThat(objectsBesideTheJournal()).isEmpty();
  }

  @Test
  void coordinatorThatWasTakenForDeadStopsWhenItComesBack() throws InterruptedException {
    var goOn = new CountDownLatch(1);
    var stuck = new ScriptedFunctions(store).doing("0.2.0", () -> await(goOn));
    var written = new Semaphore(0);
    var watched =
        new HookedStore(
            store,
            (_, creation) -> {
              boolean isCreated = creation.getAsBoolean();
              written.release();
              return isCreated;
            });
    var statuses = new ArrayList<RunStatus>();
    try (var invoker = new ThreadInvoker(stuck, 1)) {
      var first =
          Thread.ofPlatform()
              .start(() -> statuses.add(driver(TO_FILES, watched, invoker).run().status()));
      while (!tasksStarted().contains("0.2")) {
        written.acquire();
      }

      var report = run(TO_FILES, store);
      goOn.countDown();
      first.join();

      assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(report.coordinators()).isEqualTo(2);
      assertThat(statuses).containsExactly(RunStatus.RUNNING);
      assertThat(store.list("s3://bucket/out/")).hasSize(6);
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

  /// A new store, with that hook.
  private ObjectStore hooked(HookedStore.Hook hook) {
    store = new InMemoryObjectStore();
    functions = new ScriptedFunctions(store);
    result.clear();
    return new HookedStore(store, hook);
  }

  private RunReport run(StageGraph graph, ObjectStore seen) {
    return driver(graph, seen, inline(functions)).run();
  }

  private RunDriver driver(StageGraph graph, ObjectStore seen, FunctionInvoker invoker) {
    return driver(graph, seen, invoker, InstantSource.system());
  }

  private RunDriver driver(
      StageGraph graph, ObjectStore seen, FunctionInvoker invoker, InstantSource clock) {
    return new RunDriver(
        environment(seen, invoker, clock),
        new RunRequest("run-1", graph, settings),
        RunListener.NONE,
        (_, segments) -> segments.forEach(segment -> result.add(segment.path())));
  }

  private static RunEnvironment environment(
      ObjectStore seen, FunctionInvoker invoker, InstantSource clock) {
    return new RunEnvironment(invoker, seen, PriceTable.US_EAST_1_ARM, clock, new Random(1));
  }

  /// Carries attempts out at once, so that none outlives its coordinator.
  private static FunctionInvoker inline(ScriptedFunctions functions) {
    return new FunctionInvoker() {
      @Override
      public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
        return Invocation.over(functions.apply(request));
      }

      @Override
      public int concurrency() {
        return 2;
      }

      @Override
      public void close() {}
    };
  }

  /// A second passes whenever it is looked at.
  private static InstantSource ticking() {
    var seconds = new AtomicInteger();
    return () -> Instant.EPOCH.plusSeconds(seconds.getAndIncrement());
  }

  private List<RunEvent> events() {
    return new Journal(store, settings.runPath("run-1"), "reader")
        .read().stream().map(LoggedEvent::event).toList();
  }

  /// As `stage.task`.
  private List<String> tasksStarted() {
    return events().stream()
        .filter(RunEvent.AttemptStarted.class::isInstance)
        .map(event -> ((RunEvent.AttemptStarted) event).attempt())
        .map(id -> id.stageId() + "." + id.taskIndex())
        .toList();
  }

  /// As `stage.task`.
  private List<String> tasksDone() {
    return events().stream()
        .filter(RunEvent.AttemptSucceeded.class::isInstance)
        .map(event -> ((RunEvent.AttemptSucceeded) event).attempt())
        .map(id -> id.stageId() + "." + id.taskIndex())
        .toList();
  }

  private List<String> tasksAsked() {
    return functions.requests.stream()
        .map(request -> request.stageId() + "." + request.taskIndex())
        .toList();
  }

  private List<String> objectsBesideTheJournal() {
    return store.paths().stream().filter(path -> !path.contains("/journal/")).toList();
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw StintException.transientFailure("interrupted", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
