package dev.stint.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.estimate.EstimateGraphs;
import dev.stint.coordinator.estimate.Reason;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.estimate.Spread;
import dev.stint.coordinator.estimate.StageEstimate;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTextTest {

  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private static final RunEstimate ESTIMATE =
      new RunEstimate(
          List.of(
              stage(0, 8, 8_000_000, 200_000_000, 2000, 96_000, 0.6, 0.0000836),
              stage(1, 1, 2000, 96_000, 1000, 4800, 0.01, 0.0000004)),
          9,
          16,
          0,
          1,
          new Spread(2.1, 8.31, 30),
          new Spread(0.00003, 0.000112, 0.0004),
          new Spread(0.4, 2.41, 9.2),
          List.of(
              new Reason.Scans(0, List.of("trips"), 200_000_000, 800_000_000, 8, 0.6, 0.92),
              new Reason.GuessedFilter(0, "trips", 2000, 8_000_000),
              new Reason.AllColumnsCounted(0, "trips"),
              new Reason.ReadsStages(1, List.of(0), 2000, 96_000, 1, 0.01, 0.08),
              new Reason.ColdStarts(2, 0.5)));

  @Test
  void costIsATableSumsWithTheirSpreadAndReasons() {
    assertThat(
            CostText.of(
                ESTIMATE, EstimateGraphs.settings(), PriceTable.US_EAST_1_ARM, Integer.MAX_VALUE))
        .isEqualTo(
            """
            stage  tasks    rows in  rows out     read  written  GET  PUT    time  GB-s  cost
            0          8  8,000,000     2,000   200 MB  96.0 kB   16    0  2.40 s  8.30  $0.0000836
            1          1      2,000     1,000  96.0 kB  4.80 kB   16    0  0.04 s  8.30  $0.000000400
            At AWS's prices this is estimated to cost $0.000112, between $0.0000300 and $0.000400 (us-east-1, arm64, 2026-08-01):
              8.31, between 2.10 and 30.00 GB-s · 9 invocations · PUT 0 · LIST 1 · GET 16
            It is expected to take 2.41 s, between 0.40 s and 9.20 s with 2 functions of 1769 MiB at once.
            Why:
              stage 0 scans 200 MB of 800 MB (the columns it reads) of trips in 8 tasks: 0.60 s of one function each, 92 % of the cost
              stage 0: a guess that 2,000 of 8,000,000 rows pass the filter on trips
              stage 0: all columns of trips are counted, since nothing tells how large each is
              stage 1 takes 2,000 rows, 96.0 kB, from stage 0 in 1 task: 0.01 s of one function, 8 % of the cost
              2 functions have to start: 0.50 s each until the code is loaded and compiled
            """);
  }

  @Test
  void costFitsNarrowTerminals() {
    for (int width = 60; width < 140; width++) {
      int most = width;
      assertThat(
              CostText.of(ESTIMATE, EstimateGraphs.settings(), PriceTable.US_EAST_1_ARM, width)
                  .lines())
          .allMatch(line -> line.length() <= most);
    }
  }

  @Test
  void estimateAndTruthStandSideBySide() {
    assertThat(EstimateText.of(ESTIMATE, report(), Integer.MAX_VALUE))
        .isEqualTo(
            """
            stage  tasks  real     read    real  function time  real
            0          8     7   200 MB  210 MB         4.80 s  3.00 s
            1          1     -  96.0 kB       -         0.01 s  -
            Estimated $0.000112, 8.31 GB-s and 2.41 s; it was $0.0000800, 6.00 GB-s and 3.00 s.
            """);
  }

  @Test
  void anAnalyzedPlanShowsBelowEachStageWhatItDid() {
    var text = AnalyzedPlanText.of(EstimateGraphs.grouping(), ESTIMATE, report(), 100);

    assertThat(text)
        .isEqualTo(
            """
            Stage 0 (about 2000 rows) -> hash on id
              Aggregate partially: sum(fare) by id
                Scan trips (parquet): id, fare; columns 2 of 2; splits 8 of 8
                         tasks    rows in  rows out    read  written  function time  time
              real           7  8,000,000     2,100  210 MB   100 kB         3.00 s  2.00 s
              estimated      8  8,000,000     2,000  200 MB  96.0 kB         4.80 s  2.40 s
              runtime filters dropped 7,990,000 of the rows in: no join would have matched them
              1 attempt failed, of 8
              decided: 800000000 bytes cut by splits into 7 tasks of about 114000000 bytes

            Stage 1 (about 1000 rows) -> result
              Aggregate finally: sum(fare) by id
                Read stage 0: id, state0_0
              did not run

            """);
  }

  @Test
  void aPlanSaysWhichStageDidAnothersWork() {
    var report = report(new Decision.Fused(1));

    assertThat(AnalyzedPlanText.of(EstimateGraphs.grouping(), ESTIMATE, report, 100))
        .contains("  decided: does the work of stage 1 in the same task\n")
        .endsWith("  was done by the task of stage 0\n\n");
  }

  private static StageEstimate stage(
      int id,
      int tasks,
      long inputRows,
      long inputBytes,
      long outputRows,
      long outputBytes,
      double taskSeconds,
      double dollars) {
    return new StageEstimate(
        id,
        tasks,
        inputRows,
        inputBytes,
        inputBytes,
        4 * inputBytes,
        outputRows,
        outputBytes,
        16,
        0,
        taskSeconds,
        taskSeconds * 4,
        8.3,
        new Spread(dollars / 2, dollars, dollars * 2));
  }

  private static RunReport report() {
    return report(new Decision.Cut(Decision.Kind.SPLITS, 800_000_000, 114_000_000, 7));
  }

  private static RunReport report(Decision decision) {
    var metrics =
        new TaskMetrics(
            8_000_000,
            210_000_000,
            2100,
            100_000,
            16,
            0,
            0,
            0,
            0,
            3_000_000_000L,
            0,
            false,
            List.of(),
            List.of(),
            null,
            null);
    var stage =
        new StageReport(
            0,
            7,
            7,
            8,
            1,
            1,
            0,
            0,
            START,
            START.plusMillis(2000),
            metrics,
            7_990_000,
            List.of(decision));
    var cost =
        RunCost.of(new Usage(0, 6.0 * (1L << 30) * 1000, 0, 0, 0, 0), PriceTable.US_EAST_1_ARM);
    return new RunReport(
        "r1",
        null,
        RunStatus.CANCELLED,
        null,
        List.of(stage),
        List.of(),
        metrics,
        cost,
        1,
        START,
        START.plusMillis(3000));
  }
}
