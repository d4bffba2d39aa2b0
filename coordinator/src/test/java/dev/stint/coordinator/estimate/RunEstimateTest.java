package dev.stint.coordinator.estimate;

import static dev.stint.coordinator.estimate.EstimateGraphs.HASH;
import static dev.stint.coordinator.estimate.EstimateGraphs.SCHEMA;
import static dev.stint.coordinator.estimate.EstimateGraphs.SIZE;
import static dev.stint.coordinator.estimate.EstimateGraphs.UNKEYED;
import static dev.stint.coordinator.estimate.EstimateGraphs.scanNode;
import static dev.stint.coordinator.estimate.EstimateGraphs.scanning;
import static dev.stint.coordinator.estimate.EstimateGraphs.settings;
import static dev.stint.coordinator.estimate.EstimateGraphs.source;
import static dev.stint.coordinator.estimate.EstimateGraphs.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.estimate.EstimateGraphs.Filtered;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunEstimateTest {

  private static final PriceTable PRICES = PriceTable.US_EAST_1_ARM;

  @Test
  void aScanReadsTheColumnsItNeedsInAsManyTasksAsItsSplitsMake() {
    var stage = estimate(scan(Filtered.NO, SIZE, 8_000_000)).stages().getFirst();

    assertThat(stage.tasks()).isEqualTo(8);
    assertThat(stage.inputRows()).isEqualTo(8_000_000);
    assertThat(stage.inputBytes()).isEqualTo(200_000_000);
    assertThat(stage.splitBytes()).isEqualTo(800_000_000);
    // A range for each split, and each task opens its file.
    assertThat(stage.getRequests()).isEqualTo(16);
    // 8 million rows of 16 bytes are too many for messages.
    assertThat(stage.putRequests()).isEqualTo(8);
  }

  @Test
  void countedRowsAreNotSpread() {
    var estimate = estimate(scan(Filtered.NO, SIZE, 8_000_000));

    assertThat(estimate.gigabyteSeconds().high())
        .isCloseTo(2 * estimate.gigabyteSeconds().expected(), within(0.1));
  }

  @Test
  void aFilterMayLeaveOnlyItsOwnColumnsToRead() {
    var size = new ScanSize(8_000_000, 80_000, 200_000_000, 10_000_000);

    var filtered = estimate(scan(Filtered.YES, size, 80_000)).gigabyteSeconds();

    assertThat(filtered.low()).isLessThan(filtered.expected() / 10);
  }

  @Test
  void withoutStatisticsAllColumnsCountAndAReasonSaysSo() {
    var scan = scanNode(Filtered.NO);
    var stage =
        new Stage(
            0,
            EstimateGraphs.fragment(scan, UNKEYED),
            Map.of(0, EstimateGraphs.splits()),
            8_000_000);

    var estimate = estimate(new StageGraph(List.of(stage), SCHEMA));

    assertThat(estimate.stages().getFirst().inputBytes()).isEqualTo(800_000_000);
    assertThat(estimate.reasons()).contains(new Reason.AllColumnsCounted(0, "trips"));
  }

  @Test
  void aBroadcastIsReadByEveryTask() {
    var small = scanning(scanNode(Filtered.NO), UNKEYED, 8_000_000, SIZE);
    var reading = stage(1, source(0, Reading.BROADCAST, SCHEMA), UNKEYED, 8_000_000);
    var shared = stage(1, source(0, Reading.PARTITIONED, SCHEMA), UNKEYED, 8_000_000);

    var once = estimate(new StageGraph(List.of(small, shared), SCHEMA)).stages().getLast();
    var each = estimate(new StageGraph(List.of(small, reading), SCHEMA)).stages().getLast();

    assertThat(once.tasks()).isEqualTo(4);
    assertThat(once.inputRows()).isEqualTo(8_000_000);
    assertThat(once.getRequests()).isEqualTo(4 * 8);
    // Alone in its stage a broadcast is read by one task.
    assertThat(each.tasks()).isOne();
    assertThat(each.inputRows()).isEqualTo(8_000_000);
    assertThat(each.getRequests()).isEqualTo(8);
  }

  @Test
  void smallSegmentsTravelInMessages() {
    var estimate = estimate(EstimateGraphs.grouping());

    assertThat(estimate.stages().getFirst().putRequests()).isZero();
    assertThat(estimate.stages().getLast().getRequests()).isZero();
    assertThat(estimate.stages().getLast().tasks()).isOne();
  }

  @Test
  void dollarsAreThoseOfThePartsAndOfTheStages() {
    var estimate = estimate(EstimateGraphs.grouping());

    double parts =
        estimate.gigabyteSeconds().expected() * PRICES.gigabyteSecond()
            + estimate.invocations() * PRICES.invocation()
            + estimate.getRequests() * PRICES.getRequest()
            + estimate.putRequests() * PRICES.putRequest()
            + estimate.listRequests() * PRICES.listRequest();
    assertThat(estimate.dollars().expected()).isCloseTo(parts, within(1e-12));
    double stages =
        estimate.stages().stream().mapToDouble(stage -> stage.dollars().expected()).sum();
    assertThat(stages + PRICES.listRequest())
        .isCloseTo(estimate.dollars().expected(), within(1e-12));
  }

  @Test
  void moreFunctionsMakeARunShorterButNotCheaper() {
    var graph = scan(Filtered.NO, SIZE, 8_000_000);

    var two = RunEstimate.of(graph, settings(2, 0, ExecutionSpeed.LOCAL), PRICES);
    var eight = RunEstimate.of(graph, settings(8, 0, ExecutionSpeed.LOCAL), PRICES);

    assertThat(eight.seconds().expected())
        .isCloseTo(two.seconds().expected() / 4, within(two.seconds().expected() / 20));
    assertThat(eight.dollars().expected())
        .isCloseTo(two.dollars().expected(), within(two.dollars().expected() / 20));
  }

  @Test
  void coldFunctionsCostOnceAndAreAReason() {
    var graph = scan(Filtered.NO, SIZE, 8_000_000);

    var warm = RunEstimate.of(graph, settings(2, 0, ExecutionSpeed.LAMBDA), PRICES);
    var cold = RunEstimate.of(graph, settings(2, 2, ExecutionSpeed.LAMBDA), PRICES);

    double gigabytes = 1769.0 / 1024;
    assertThat(cold.gigabyteSeconds().expected() - warm.gigabyteSeconds().expected())
        .isCloseTo(2 * 1.5 * gigabytes, within(1e-6));
    assertThat(cold.seconds().expected() - warm.seconds().expected()).isCloseTo(1.5, within(1e-6));
    assertThat(cold.reasons()).contains(new Reason.ColdStarts(2, 1.5));
    assertThat(warm.reasons()).noneMatch(Reason.ColdStarts.class::isInstance);
  }

  @Test
  void theDearestStageIsTheFirstReason() {
    var estimate = estimate(EstimateGraphs.grouping());

    assertThat(estimate.dearestStage().stageId()).isZero();
    assertThat(estimate.reasons().getFirst())
        .isInstanceOfSatisfying(
            Reason.Scans.class,
            scans -> {
              assertThat(scans.tables()).containsExactly("trips");
              assertThat(scans.readBytes()).isEqualTo(200_000_000);
              assertThat(scans.splitBytes()).isEqualTo(800_000_000);
              assertThat(scans.dollarShare()).isBetween(0.8, 0.95);
            });
  }

  @Test
  void filesAreUploadedAndCommitted() {
    var sink =
        new StageOutput.FileSink(
            ParquetFormat.DEFAULT, "s3://lake/out", WriteMode.OVERWRITE, List.of(), 128 << 20);
    var stage = scanning(scanNode(Filtered.NO), sink, 8_000_000, SIZE);

    var estimate = estimate(new StageGraph(List.of(stage), dev.stint.plan.type.Schema.EMPTY));

    assertThat(estimate.stages().getFirst().putRequests()).isEqualTo(3 * 8);
    assertThat(estimate.putRequests()).isEqualTo(3 * 8 + 1);
    assertThat(estimate.listRequests()).isEqualTo(2);
  }

  @Test
  void aStageWithoutAGuessPassesOnWhatItReads() {
    var scan = scanning(scanNode(Filtered.NO), HASH, -1, SIZE);

    assertThat(estimate(new StageGraph(List.of(scan), SCHEMA)).stages().getFirst().outputRows())
        .isEqualTo(8_000_000);
  }

  private static StageGraph scan(Filtered filtered, ScanSize size, long rows) {
    return new StageGraph(List.of(scanning(scanNode(filtered), UNKEYED, rows, size)), SCHEMA);
  }

  private static RunEstimate estimate(StageGraph graph) {
    return RunEstimate.of(graph, settings(), PRICES);
  }
}
