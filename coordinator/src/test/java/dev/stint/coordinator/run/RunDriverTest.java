package dev.stint.coordinator.run;

import static dev.stint.coordinator.run.Graphs.HASH;
import static dev.stint.coordinator.run.Graphs.UNKEYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RunDriverTest {

  private static final String RUN = "run-1";
  private static final long MEMORY = 1L << 30;
  private static final StageGraph TWO_STAGES =
      Graphs.graph(Graphs.scan(0, 3, HASH), Graphs.reading(1, Reading.PARTITIONED, UNKEYED, 0));

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();
  private final ScriptedFunctions functions = new ScriptedFunctions(store);
  private final List<LoggedEvent> progress = new ArrayList<>();
  private final List<SegmentRef> result = new ArrayList<>();
  private double maxDollars = Double.POSITIVE_INFINITY;
  private PriceTable prices = PriceTable.US_EAST_1_ARM;
  private String root = "";
  private StageGraph toFiles = TWO_STAGES;

  @BeforeEach
  void nameFolders() {
    root = "file://" + folder.toAbsolutePath();
    toFiles = Graphs.graph(Graphs.scan(0, 3, Graphs.files(root + "/out", WriteMode.APPEND)));
  }

  @Test
  void resultCanBeReadUntilConsumedAndIsThenSwept() {
    var report = run(TWO_STAGES);

    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(result)
        .singleElement()
        .satisfies(
            segment ->
                assertThat(segment.path())
                    .matches(".*/runs/run-1/segments/[0-9a-f]{2}/stage-1/.*"));
    assertThat(objects()).isEmpty();
  }

  @Test
  void resultIsInTheOrderOfTasks() {
    run(Graphs.graph(Graphs.scan(0, 20, UNKEYED)));

    assertThat(result.stream().map(SegmentRef::path).map(RunDriverTest::taskIndex))
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void stageStartsWhenItsInputsAreDone() {
    run(TWO_STAGES);

    assertThat(functions.requests.stream().map(TaskRequest::stageId)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void reportAddsUpAttemptsMetricsAndCost() {
    functions.failing("0.1.0", FailureKind.TRANSIENT);

    var report = run(TWO_STAGES);

    assertThat(report.failure()).isNull();
    var stage = report.stages().getFirst();
    assertThat(stage.tasks()).isEqualTo(3);
    assertThat(stage.finishedTasks()).isEqualTo(3);
    assertThat(stage.attempts()).isEqualTo(4);
    assertThat(stage.failedAttempts()).isEqualTo(1);
    assertThat(stage.retries()).isEqualTo(1);
    assertThat(stage.endTime()).isNotNull();
    assertThat(stage.metrics().inputRows()).isEqualTo(40);
    assertThat(report.metrics().outputRows()).isEqualTo(25);
    assertThat(report.cost().usage().invocations()).isEqualTo(5);
    assertThat(report.cost().usage().gigabyteSeconds()).isCloseTo(0.015, within(1e-9));
    assertThat(report.cost().totalDollars()).isPositive();
  }

  @Test
  void failureThatEndsTheRunIsNoRetry() {
    functions.failing("0.1.0", FailureKind.USER);

    var report = run(TWO_STAGES);

    assertThat(report.failure()).isNotNull();
    assertThat(report.stages().getFirst().failedAttempts()).isEqualTo(1);
    assertThat(report.stages().getFirst().retries()).isZero();
  }

  @Test
  void listenerHearsOfEverythingInOrder() {
    functions.failing("0.0.0", FailureKind.TRANSIENT);

    run(Graphs.graph(Graphs.scan(0, 1, UNKEYED)));

    assertThat(names())
        .containsExactly(
            "RunStarted",
            "CoordinatorStarted",
            "StagePlanned",
            "AttemptStarted",
            "AttemptFailed",
            "RetryDue",
            "AttemptStarted",
            "AttemptSucceeded",
            "StageFinished",
            "RunEnded",
            "RunSwept");
    var failed = (RunEvent.AttemptFailed) events().get(4);
    assertThat(((Reaction.Retry) failed.reaction()).pause())
        .isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
  }

  @Test
  void whatDoesNotPassEndsTheRunAfterSomeAttempts() {
    for (int attempt = 0; attempt < 4; attempt++) {
      functions.failing("0.2." + attempt, FailureKind.TRANSIENT);
    }

    var report = run(TWO_STAGES);

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().message())
        .isEqualTo("task 2 of stage 0 failed 4 times; the last time: failed 0.2.3");
    assertThat(report.stages()).hasSize(1);
    assertThat(objects()).isEmpty();
  }

  @Test
  void outOfMemoryIsTriedWithTwiceAsMuch() {
    functions.failing("0.0.0", FailureKind.RESOURCE).failing("0.0.1", FailureKind.RESOURCE);

    var report = run(Graphs.graph(Graphs.scan(0, 1, UNKEYED)));

    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(functions.requests.stream().map(request -> request.memoryBytes() * 2 / 1_000_000))
        .containsExactly(1073L, 2147L, 4294L);
  }

  @Test
  void userFailureEndsTheRunAtOnceAndLeavesNothing() {
    functions.failing("0.1.0", FailureKind.USER);

    var report = run(toFiles);

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(report.failure().message()).isEqualTo("failed 0.1.0");
    assertThat(objects()).isEmpty();
    assertThat(store.listUploads(root)).isEmpty();
  }

  @Test
  void exceptionOfAFunctionIsABug() {
    functions.doing(
        "1.0.0",
        () -> {
          throw new IllegalStateException("off by one");
        });

    var report = run(TWO_STAGES);

    assertThat(report.failure().kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(report.failure().message()).isEqualTo("java.lang.IllegalStateException: off by one");
    assertThat(report.failure().stackTrace()).contains("RunDriverTest");
  }

  @Test
  void lostFunctionIsReplaced() {
    functions.doing(
        "0.0.0",
        () -> {
          throw StintException.transientFailure("function lost", new RuntimeException());
        });

    assertThat(run(TWO_STAGES).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void filesAppearWithAManifestAndTheirLosersVanish() {
    functions.failing("0.1.0", FailureKind.TRANSIENT);

    var report = run(toFiles);

    var names =
        List.of(
            "part-00000-0-run-1-0.parquet",
            "part-00001-1-run-1-0.parquet",
            "part-00002-0-run-1-0.parquet");
    assertThat(report.files()).containsExactlyElementsOf(names.stream().map(this::out).toList());
    assertThat(objects())
        .containsExactlyInAnyOrder(
            out("_SUCCESS"), out(names.get(0)), out(names.get(1)), out(names.get(2)));
    assertThat(store.listUploads(root)).isEmpty();
    assertThat(text(out("_SUCCESS"))).contains("\"runId\" : \"run-1\"").contains("\"rows\" : 15");
  }

  @Test
  void modeIsJudgedBeforeAnythingRuns() {
    store.write(out("old"), new byte[1]);

    var report =
        run(Graphs.graph(Graphs.scan(0, 1, Graphs.files(root + "/out", WriteMode.ERRORIFEXISTS))));

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(report.failure().message()).startsWith(root + "/out is there already");
    assertThat(functions.requests).isEmpty();
  }

  @Test
  void ignoredRunIsSkipped() {
    store.write(out("old"), new byte[1]);

    var report =
        run(Graphs.graph(Graphs.scan(0, 1, Graphs.files(root + "/out", WriteMode.IGNORE))));

    assertThat(report.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(functions.requests).isEmpty();
  }

  @Test
  void noMoreAttemptsRunAtOnceThanAllowed() {
    run(Graphs.graph(Graphs.scan(0, 30, UNKEYED)));

    assertThat(functions.mostAtOnce.get()).isBetween(1, 3);
    assertThat(functions.requests).hasSize(30);
  }

  @Test
  void cancelledRunStopsItsAttemptsAndLeavesNothing() {
    var hasBegun = new CountDownLatch(1);
    functions.doing(
        "0.1.0",
        () -> {
          hasBegun.countDown();
          awaitInterrupt();
        });

    try (var invoker = new ThreadInvoker(functions, 3)) {
      var driver = driver(toFiles, invoker, progress::add);
      Thread.ofVirtual()
          .start(
              () -> {
                await(hasBegun);
                driver.cancel();
              });
      assertThat(driver.run().status()).isEqualTo(RunStatus.CANCELLED);
    }

    assertThat(objects()).isEmpty();
    assertThat(store.listUploads(root)).isEmpty();
  }

  @Test
  void failingListenerFailsTheRunAndStillLeavesNothing() {
    RunListener listener =
        step -> {
          if (step.event() instanceof RunEvent.AttemptSucceeded) {
            throw new IllegalStateException("no terminal");
          }
        };

    try (var invoker = new ThreadInvoker(functions, 3)) {
      var report = driver(TWO_STAGES, invoker, listener).run();
      assertThat(report.failure().message()).contains("no terminal");
    }

    assertThat(objects()).isEmpty();
  }

  @Test
  void attemptsThatRunForEverAreEndedWhenTheyCostTheLimit() {
    functions.doing("0.0.0", RunDriverTest::awaitInterrupt);
    prices = dollarsForTime(100);
    maxDollars = 20;

    var report = run(toFiles);

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(report.failure().message()).startsWith("the run was ended at $20, the most");
    assertThat(report.cost().totalDollars()).isPositive();
    assertThat(objects()).isEmpty();
    assertThat(store.listUploads(root)).isEmpty();
  }

  @Test
  void runThatHasNothingToSpendStartsNothing() {
    maxDollars = 0;

    var report = run(TWO_STAGES);

    assertThat(report.failure().message()).contains("limits.maxCost");
    assertThat(functions.requests).isEmpty();
  }

  @Test
  void runThatStaysBelowItsLimitIsLeftAlone() {
    maxDollars = 0.001;

    assertThat(run(TWO_STAGES).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  /// What was told, without the coordinator's own requests.
  private List<RunEvent> events() {
    return progress.stream()
        .map(LoggedEvent::event)
        .filter(event -> !(event instanceof RunEvent.RequestsMade))
        .toList();
  }

  private List<String> names() {
    return events().stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private static PriceTable dollarsForTime(double gigabyteSecond) {
    var real = PriceTable.US_EAST_1_ARM;
    return new PriceTable(
        real.region(), real.architecture(), real.date(), gigabyteSecond, 0, 0, 0, 0);
  }

  private RunReport run(StageGraph graph) {
    try (var invoker = new ThreadInvoker(functions, 3)) {
      return driver(graph, invoker, progress::add).run();
    }
  }

  private RunDriver driver(StageGraph graph, ThreadInvoker invoker, RunListener listener) {
    var attempts =
        new AttemptPolicy(4, Duration.ofMillis(2), Duration.ofMillis(4), MEMORY, 4 * MEMORY);
    var settings = RunSettings.of(root + "/work/", 8, attempts).withMaxDollars(maxDollars);
    var environment =
        new RunEnvironment(invoker, store, prices, InstantSource.system(), new Random(1));
    return new RunDriver(
        environment,
        new RunRequest(RUN, graph, settings),
        listener,
        (_, segments) -> {
          segments.forEach(segment -> store.read(segment.path(), 0, 8));
          result.addAll(segments);
        });
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

  private static int taskIndex(String segmentPath) {
    return Integer.parseInt(segmentPath.replaceAll(".*task-(\\d+)-.*", "$1"));
  }

  private String out(String name) {
    return root + "/out/" + name;
  }

  private String text(String path) {
    var info = store.head(path).orElseThrow();
    return new String(
        store.read(path, 0, Math.toIntExact(info.bytes())),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<String> objects() {
    return store.list(root).stream()
        .map(ObjectInfo::path)
        .filter(path -> !path.contains("/journal/"))
        .toList();
  }
}
