package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput.Partition;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BroadcastCutTest {

  private static final int PARALLELISM = 100;
  private static final PartitionTarget TARGET = new PartitionTarget(1 << 20, 16 << 20, 16 << 20);
  private static final ExchangeCosts COSTS =
      ExchangeCosts.s3(PriceTable.US_EAST_1_ARM, 2048L << 20);

  /// 100 segments of 20 MB, and 20 of 20 KB.
  private final List<SegmentRef> probe = SegmentModel.uniform(new Random(1), 100, 40, 500_000);

  private final List<SegmentRef> build = SegmentModel.uniform(new Random(2), 20, 4, 5_000);

  @Test
  void smallBuildSideIsReadWholeByTasksThatShareTheProbeSide() {
    var plan = plan(HotBucket.DIVISIBLE, probe, build, COSTS);

    assertThat(plan.decisions())
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.BroadcastInstead.class,
            decision -> {
              assertThat(decision.stageIds()).containsExactly(1);
              assertThat(decision.bytes()).isEqualTo(400_000);
              assertThat(decision.tasks()).isEqualTo(plan.tasks().size());
              assertThat(decision.requests()).isLessThan(decision.partitionedRequests() * 2 / 3);
            });
    var inputs = plan.tasks().stream().map(task -> inputs(task.share())).toList();
    var probeRows = new ArrayList<SegmentModel.Row>();
    for (int task = 0; task < inputs.size(); task++) {
      var byBuild = inputs.get(task).get(0);
      assertThat(byBuild.sourceId()).isEqualTo(1);
      assertThat(rows(byBuild)).isEqualTo(rows(build));
      probeRows.addAll(rows(inputs.get(task).get(1)));
      long bytes = inputs.get(task).stream().mapToLong(input -> bytes(input)).sum();
      assertThat(bytes).isEqualTo(plan.tasks().get(task).inputBytes());
      assertThat(bytes).isLessThan(32 << 20);
    }
    assertThat(probeRows).isEqualTo(rows(probe));
  }

  @Test
  void sideThatMustMeetIsNotShared() {
    assertIsPartitioned(plan(HotBucket.WHOLE, probe, build, COSTS));
  }

  @Test
  void largeBuildSideIsPartitioned() {
    var large = SegmentModel.uniform(new Random(2), 20, 4, 120_000);

    assertThat(BlockShares.bytes(large)).isGreaterThan(8 << 20);
    assertIsPartitioned(plan(HotBucket.DIVISIBLE, probe, large, COSTS));
  }

  @Test
  void buildSideThatFewRequestsReadIsPartitionedIfItIsNotTiny() {
    var one = SegmentModel.uniform(new Random(1), 1, 400, 100_000);
    var other = SegmentModel.uniform(new Random(2), 1, 40, 100_000);

    assertIsPartitioned(plan(HotBucket.DIVISIBLE, one, other, COSTS));
  }

  @Test
  void nothingIsBroadcastWhereItIsForbidden() {
    var forbidding = new ExchangeCosts(0, 0, 0, 0.1, 1e9, 1, 1, 0, 0);

    assertIsPartitioned(plan(HotBucket.DIVISIBLE, probe, build, forbidding));
  }

  private static void assertIsPartitioned(StagePlan plan) {
    assertThat(plan.decisions())
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.Cut.class, cut -> assertThat(cut.kind()).isEqualTo(Decision.Kind.BUCKETS));
    assertThat(plan.tasks()).hasSizeGreaterThan(1);
  }

  private static StagePlan plan(
      HotBucket hotBucket, List<SegmentRef> probe, List<SegmentRef> build, ExchangeCosts costs) {
    return new TaskPlanner(TARGET, costs, PARALLELISM)
        .plan(graph(hotBucket), 2, Map.of(0, probe, 1, build));
  }

  private List<Partition> inputs(TaskShare share) {
    var graph = graph(HotBucket.DIVISIBLE);
    return TaskInputs.of(graph, graph.root(), Map.of(0, probe, 1, build), share).stream()
        .map(Partition.class::cast)
        .toList();
  }

  private static StageGraph graph(HotBucket hotBucket) {
    var hash = new StageOutput.HashExchange(List.of(0));
    var join =
        new HashJoinNode(
            source(0, hotBucket),
            source(1, HotBucket.WHOLE),
            JoinType.INNER,
            List.of(),
            List.of(),
            null,
            Schema.EMPTY);
    var values = new ValuesNode(Schema.EMPTY, List.of(List.of()));
    return new StageGraph(
        List.of(
            new Stage(0, new Fragment(values, hash, "UTC"), Map.of(), -1),
            new Stage(1, new Fragment(values, hash, "UTC"), Map.of(), -1),
            new Stage(
                2, new Fragment(join, new StageOutput.UnkeyedExchange(), "UTC"), Map.of(), -1)),
        Schema.EMPTY);
  }

  private static ExchangeSourceNode source(int id, HotBucket hotBucket) {
    return new ExchangeSourceNode(id, id, Reading.PARTITIONED, hotBucket, Schema.EMPTY);
  }

  private static long bytes(Partition input) {
    return BlockShares.bytes(input.segments());
  }

  private static List<SegmentModel.Row> rows(Partition input) {
    return input.segments().stream()
        .flatMap(segment -> SegmentModel.rows(segment, segment.blocks(), input.range()).stream())
        .toList();
  }

  private static List<SegmentModel.Row> rows(List<SegmentRef> segments) {
    return rows(new Partition(0, KeyRange.ALL, segments));
  }
}
