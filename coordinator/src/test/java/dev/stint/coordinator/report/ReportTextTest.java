package dev.stint.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private static final RunReport DONE =
      report(
          RunStatus.SUCCEEDED,
          null,
          List.of(
              stage(0, 8, 8, 1, 0, 2000, metrics(1_000_000, 98_200_000, 1_000_000, 12_100_000, 8)),
              stage(1, 2, 2, 0, 2000, 3000, metrics(1_000_000, 12_100_000, 168, 4200, 16))));

  @Test
  void showsStagesOnOneTimeLineWithSumsAndCost() {
    assertThat(text(DONE, Integer.MAX_VALUE))
        .isEqualTo(
            """
            Run r1 succeeded in 3.00 s
            stage  tasks    rows in   rows out     read  written  GET  PUT  LIST    time  timeline
            0       8 +1  1,000,000  1,000,000  98.2 MB  12.1 MB    8    1     0  2.00 s  ████████████████········
            1          2  1,000,000        168  12.1 MB  4.20 kB   16    1     0  1.00 s  ················████████
            all       10  2,000,000  1,000,168   110 MB  12.1 MB   24    2     0  3.00 s
            At AWS's prices this costs $0.000282 (us-east-1, arm64, 2026-08-01):
              functions $0.000235 (17.50 GB-s, 10 invocations) · PUT $0.0000350 (7) · LIST $0.00000500 (1) · GET $0.00000640 (16)
            """);
  }

  @Test
  void aNarrowTerminalGetsTheColumnsThatFit() {
    assertThat(text(DONE, 80))
        .isEqualTo(
            """
            Run r1 succeeded in 3.00 s
            stage  tasks    rows in   rows out     read  written    time  timeline
            0       8 +1  1,000,000  1,000,000  98.2 MB  12.1 MB  2.00 s  ███████████·····
            1          2  1,000,000        168  12.1 MB  4.20 kB  1.00 s  ···········█████
            all       10  2,000,000  1,000,168   110 MB  12.1 MB  3.00 s
            At AWS's prices this costs $0.000282 (us-east-1, arm64, 2026-08-01):
              functions $0.000235 (17.50 GB-s, 10 invocations) · PUT $0.0000350 (7) · LIST
                $0.00000500 (1) · GET $0.00000640 (16)
            """);
    for (int width = 40; width < 120; width++) {
      int most = width;
      assertThat(text(DONE, width).lines()).allMatch(line -> line.length() <= most);
    }
  }

  private static String text(RunReport report, int width) {
    return ReportText.of(report, PriceTable.US_EAST_1_ARM, width);
  }

  @Test
  void showsHowFarAFailedRunCame() {
    var failure = new TaskFailure(FailureKind.USER, "no such file", null);
    var report =
        report(RunStatus.FAILED, failure, List.of(stage(0, 8, 3, 1, 0, null, TaskMetrics.NONE)));

    assertThat(text(report, Integer.MAX_VALUE))
        .startsWith(
            """
            Run r1 failed after 3.00 s
            stage      tasks  rows in  rows out  read  written  GET  PUT  LIST    time  timeline
            0      3 of 8 +1        0         0   0 B      0 B    0    0     0  3.00 s  ████████████████████████
            """);
  }

  @Test
  void aSkippedRunHasNoStages() {
    assertThat(text(report(RunStatus.SKIPPED, null, List.of()), Integer.MAX_VALUE))
        .startsWith(
            "Run r1 had nothing to do: the output is there; 3.00 s\nAt AWS's prices this costs ");
  }

  private static RunReport report(
      RunStatus status, @Nullable TaskFailure failure, List<StageReport> stages) {
    var metrics =
        stages.stream().map(StageReport::metrics).reduce(TaskMetrics.NONE, TaskMetrics::plus);
    var usage = new Usage(10, 17.5 * (1 << 30) * 1000, 0, 7, 1, 16);
    return new RunReport(
        "r1",
        null,
        status,
        failure,
        stages,
        List.of(),
        metrics,
        RunCost.of(usage, PriceTable.US_EAST_1_ARM),
        1,
        START,
        START.plusMillis(3000));
  }

  private static StageReport stage(
      int id,
      int tasks,
      int finished,
      int failed,
      long startMillis,
      @Nullable Integer endMillis,
      TaskMetrics metrics) {
    return new StageReport(
        id,
        tasks,
        finished,
        tasks + failed,
        failed,
        failed,
        0,
        0,
        START.plusMillis(startMillis),
        endMillis == null ? null : START.plusMillis(endMillis),
        metrics,
        0,
        List.of());
  }

  private static TaskMetrics metrics(
      long inputRows, long inputBytes, long outputRows, long outputBytes, long gets) {
    return new TaskMetrics(
        inputRows,
        inputBytes,
        outputRows,
        outputBytes,
        gets,
        1,
        0,
        0,
        0,
        0,
        0,
        false,
        List.of(),
        List.of(),
        null,
        null);
  }
}
