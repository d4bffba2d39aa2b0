package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.stage.StageGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  @TempDir static Path scratch;

  private static final Map<FaultJob, StageGraph> PLANS = new EnumMap<>(FaultJob.class);
  private static final Map<FaultJob, List<String>> EXPECTED = new EnumMap<>(FaultJob.class);
  private static final List<Trial.Result> RESULTS = new ArrayList<>();
  private static FaultLake lake;
  private static FaultyS3Proxy proxy;

  static LongStream seeds() {
    var one = Long.getLong("stint.seed");
    return one == null ? LongStream.range(0, SCHEDULES) : LongStream.of(one);
  }

  @BeforeAll
  static void runWithoutFaults() throws IOException, InterruptedException {
    lake = FaultLake.make(scratch);
    proxy = FaultyS3Proxy.start(lake.settings());
    for (var job : FaultJob.values()) {
      PLANS.put(job, lake.plan(job));
      var calm = new FaultSchedule(-1, job, RequestFaults.NONE, List.of());
      var result = run(calm, "calm-" + PLANS.size());
      assertThat(result.hasSucceeded()).isTrue();
      assertThat(result.rows()).hasSizeGreaterThan(100);
      EXPECTED.put(job, result.rows());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void runGivesItsAnswerOrSaysWhyNot(long seed) throws IOException, InterruptedException {
    var schedule = FaultSchedule.of(seed);

    var result = run(schedule, "seed-" + seed);

    RESULTS.add(result);
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

  private static Trial.Result run(FaultSchedule schedule, String runId)
      throws IOException, InterruptedException {
    var folder = Files.createDirectory(scratch.resolve(runId));
    var cache = scratch.resolve("functions");
    return new Trial(lake, proxy, schedule, folder, cache, runId).run(PLANS.get(schedule.job()));
  }

  @AfterAll
  static void mostRunsSucceed() throws IOException {
    proxy.close();
    lake.close();
    long failed = RESULTS.stream().filter(result -> !result.hasSucceeded()).count();
    long resumed = RESULTS.stream().filter(result -> result.coordinators() > 1).count();
    System.out.printf(
        "%d runs under faults: %d had several coordinators, %d failed%n",
        RESULTS.size(), resumed, failed);
    assertThat(failed).isLessThanOrEqualTo(Math.round(TOLERATED_FAILURES * RESULTS.size()));
  }
}
