package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.stage.StageGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is killed, stopped, lost or answered wrongly: a run gives what it gives without faults,
/// or says why not and gives nothing, and leaves nothing behind. One seed is one schedule, but not
/// one interleaving: that is the machine's.
///
/// `-Dstint.schedules=200` tries so many instead of 20, `-Dstint.seed=7` the one of that seed;
/// `-Dstint.story=true` tells of those that end well, too.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class RealFaultsTest {

  private static final int SCHEDULES = Integer.getInteger("stint.schedules", 20);

  /// Faults that clients and coordinators cannot bear are few: fewer end a run than this.
  private static final double TOLERATED_FAILURES = 0.25;

  /// Runs at once, each in a lake of its own: they wait for JVMs and time-outs more than they
  /// compute.
  private static final int LANES = 2;

  /// Where one run after another goes on.
  private record Lane(FaultLake lake, FaultyS3Proxy proxy) {}

  @TempDir static Path scratch;

  private static final Map<FaultJob, StageGraph> PLANS = new EnumMap<>(FaultJob.class);
  private static final Map<FaultJob, List<String>> EXPECTED = new EnumMap<>(FaultJob.class);
  private static final Map<Long, Future<Trial.Result>> RESULTS = new TreeMap<>();
  private static final BlockingQueue<Lane> LANES_LEFT = new LinkedBlockingQueue<>();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(LANES);

  static LongStream seeds() {
    var one = Long.getLong("stint.seed");
    return one == null ? LongStream.range(0, SCHEDULES) : LongStream.of(one);
  }

  @BeforeAll
  static void beginRuns() throws Exception {
    for (int lane = 0; lane < LANES; lane++) {
      var lake = FaultLake.make(scratch);
      LANES_LEFT.add(new Lane(lake, FaultyS3Proxy.start(lake.settings())));
    }
    var lake = LANES_LEFT.element().lake();
    for (var job : FaultJob.values()) {
      PLANS.put(job, lake.plan(job));
    }
    var calm = new EnumMap<FaultJob, Future<Trial.Result>>(FaultJob.class);
    for (var job : FaultJob.values()) {
      var schedule = new FaultSchedule(-1, job, RequestFaults.NONE, List.of());
      calm.put(job, THREADS.submit(() -> run(schedule, "calm-" + job.name().replace('_', '-'))));
    }
    for (var job : FaultJob.values()) {
      var result = calm.get(job).get();
      assertThat(result.hasSucceeded()).isTrue();
      assertThat(result.rows()).hasSizeGreaterThan(100);
      EXPECTED.put(job, result.rows());
    }
    seeds()
        .forEach(
            seed ->
                RESULTS.put(
                    seed, THREADS.submit(() -> run(FaultSchedule.of(seed), "seed-" + seed))));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void runGivesItsAnswerOrSaysWhyNot(long seed) throws Throwable {
    var schedule = FaultSchedule.of(seed);

    var result = result(seed);

    if (Boolean.getBoolean("stint.story")) {
      System.out.printf("%s%n  %s%n", schedule, String.join("\n  ", result.story()));
    }
    if (result.hasSucceeded() || !result.rows().isEmpty()) {
      assertThat(result.rows())
          .as("rows of %s under %s", schedule, result.story())
          .isEqualTo(EXPECTED.get(schedule.job()));
    }
    if (!result.hasSucceeded()) {
      assertThat(result.outcome().message()).isNotBlank();
    }
  }

  private static Trial.Result result(long seed) throws Throwable {
    try {
      return Objects.requireNonNull(RESULTS.get(seed)).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static Trial.Result run(FaultSchedule schedule, String runId)
      throws IOException, InterruptedException {
    var folder = Files.createDirectory(scratch.resolve(runId));
    var cache = Files.createDirectories(scratch.resolve("functions"));
    var lane = LANES_LEFT.take();
    try {
      return new Trial(lane.lake(), lane.proxy(), schedule, folder, cache, runId)
          .run(PLANS.get(schedule.job()));
    } finally {
      LANES_LEFT.add(lane);
    }
  }

  @AfterAll
  static void mostRunsSucceed() throws IOException {
    THREADS.close();
    for (var lane : LANES_LEFT) {
      lane.proxy().close();
      lane.lake().close();
    }
    var results =
        RESULTS.values().stream()
            .filter(result -> result.state() == Future.State.SUCCESS)
            .map(Future::resultNow)
            .toList();
    long failed = results.stream().filter(result -> !result.hasSucceeded()).count();
    long resumed = results.stream().filter(result -> result.coordinators() > 1).count();
    System.out.printf(
        "%d runs under faults: %d had several coordinators, %d failed%n",
        results.size(), resumed, failed);
    assertThat(failed).isLessThanOrEqualTo(Math.round(TOLERATED_FAILURES * results.size()));
  }
}
