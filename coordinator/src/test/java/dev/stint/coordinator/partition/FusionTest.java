package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which stages one task does together with what they read, and what it then does.
final class FusionTest {

  private static final TaskPlanner PLANNER =
      new TaskPlanner(new PartitionTarget(1000, 20_000, 50_000), ExchangeCosts.LOCAL, 4);
  private static final List<SortKey> KEYS = List.of(SortKey.ascending(0));
  private static final StageOutput RANGE = new StageOutput.RangeExchange(KEYS);
  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();
  private static final int FEW_BYTES = 1000;

  @Test
  void gatheredStageIsPutWhereItIsRead() {
    var written = scan(0, UNKEYED, 1, FEW_BYTES, -1);
    var reader = stage(1, new LimitNode(source(0, Reading.GATHERED), 3, 0, List.of()));

    var fused = fused(reader, written).orElseThrow();

    assertThat(fused.id()).isEqualTo(1);
    assertThat(fused.fragment().root())
        .isEqualTo(new LimitNode(written.fragment().root(), 3, 0, List.of()));
    assertThat(fused.splits()).isEqualTo(written.splits());
  }

  @Test
  void whatIsReadInOrderIsSorted() {
    var written = scan(0, RANGE, 1, FEW_BYTES, 7);
    var reader = stage(1, source(0, Reading.MERGED));

    assertThat(fused(reader, written).orElseThrow().fragment().root())
        .isEqualTo(new SortNode(written.fragment().root(), KEYS));
  }

  @Test
  void buildSideOfOneSplitIsPutIntoTheScanOfOneSplit() {
    var written = scan(0, UNKEYED, 1, FEW_BYTES, -1);
    var reader = scanBeside(1, source(0, Reading.BROADCAST), 1);

    assertThat(fused(reader, written).orElseThrow().splits()).containsOnlyKeys(0, 101);
  }

  @Test
  void stageOfSeveralTasksIsNot() {
    var written = scan(0, UNKEYED, 2, 50_000, -1);

    assertThat(fused(stage(1, source(0, Reading.GATHERED)), written)).isEmpty();
  }

  @Test
  void stageReadByOneOfSeveralTasksIsNot() {
    var written = scan(0, UNKEYED, 1, FEW_BYTES, -1);

    assertThat(fused(scanBeside(1, source(0, Reading.BROADCAST), 2), written)).isEmpty();
  }

  @Test
  void stageThatReadsMuchIsNot() {
    var reader = stage(1, source(0, Reading.GATHERED));

    assertThat(fused(reader, scan(0, UNKEYED, 1, FEW_BYTES, -1))).isPresent();
    assertThat(fused(reader, scan(0, UNKEYED, 1, FEW_BYTES + 1, -1))).isEmpty();
  }

  @Test
  void nothingIsWhereEachStageHasTasksOfItsOwn() {
    var written = scan(0, UNKEYED, 1, 0, -1);
    var reader = stage(1, source(0, Reading.GATHERED));
    var graph = new StageGraph(List.of(written, reader), Schema.EMPTY);
    var planner = new TaskPlanner(PartitionTarget.DEFAULT.withoutFusion(), ExchangeCosts.LOCAL, 4);
    var plan = planner.plan(graph, 0, Map.of());

    assertThat(plan.tasks()).hasSize(1);
    assertThat(planner.fused(graph, written, plan, Map.of(), reader, Map.of())).isEmpty();
  }

  @Test
  void whatMayBeSharedOutIsOnlyWhenItGivesLittle() {
    var reader = stage(1, source(0, Reading.PARTITIONED));

    assertThat(fused(reader, scan(0, HASH, 1, FEW_BYTES, 100_000))).isPresent();
    assertThat(fused(reader, scan(0, HASH, 1, FEW_BYTES, 100_001))).isEmpty();
    assertThat(fused(reader, scan(0, HASH, 1, FEW_BYTES, -1))).isEmpty();
  }

  @Test
  void whatWasReadSaysHowLittleItGives() {
    var before = scan(0, HASH, 2, 50_000, -1);
    var written = new Stage(1, fragment(source(0, Reading.PARTITIONED), HASH), Map.of(), 1L << 40);
    var reader = stage(2, source(1, Reading.PARTITIONED));
    var graph = new StageGraph(List.of(before, written, reader), Schema.EMPTY);

    for (int rows : List.of(100_000, 100_001)) {
      var block =
          new BlockRef(0, 10, 10, rows, SortableKey.ofBucket(1), SortableKey.ofBucket(1), 0);
      var inputs = Map.of(0, List.of(new SegmentRef("s", null, 10, List.of(block))));
      var plan = PLANNER.plan(graph, 1, inputs);

      assertThat(PLANNER.fused(graph, written, plan, inputs, reader, Map.of()).isPresent())
          .isEqualTo(rows == 100_000);
    }
  }

  @Test
  void stageThatIsReadTwiceIsNot() {
    var written = scan(0, UNKEYED, 1, FEW_BYTES, 7);
    var both =
        new UnionNode(
            List.of(source(0, Reading.GATHERED), source(0, Reading.GATHERED)), Schema.EMPTY);

    assertThat(fused(stage(1, both), written)).isEmpty();
  }

  @Test
  void twoRecursionsAreNotPutTogether() {
    var level = new LevelNode(0, Schema.EMPTY);
    var scan = scan(0, UNKEYED, 1, FEW_BYTES, 7);
    var written =
        new Stage(
            0,
            fragment(recursion(scan.fragment().root(), level), UNKEYED),
            scan.splits(),
            scan.estimatedRows());

    assertThat(fused(stage(1, source(0, Reading.GATHERED)), written)).isPresent();
    assertThat(fused(stage(1, recursion(source(0, Reading.GATHERED), level)), written)).isEmpty();
  }

  @Test
  void oneTaskReadsEverythingOfBoth() {
    var written = scan(0, UNKEYED, 1, FEW_BYTES, 7);
    var reader = scanBeside(1, source(0, Reading.BROADCAST), 1);
    var graph = new StageGraph(List.of(written, reader), Schema.EMPTY);
    var fused = fused(reader, written).orElseThrow();

    var plan = PLANNER.whole(graph, fused, List.of(0), Map.of());

    assertThat(plan.tasks())
        .extracting(PlannedTask::share)
        .containsExactly(new TaskShare.Everything());
    assertThat(plan.decisions()).contains(new Decision.Fused(0));
    assertThat(TaskInputs.of(graph, fused, Map.of(), plan.tasks().getFirst().share()))
        .containsExactlyInAnyOrder(
            new TaskInput.Splits(0, written.splits().get(0)),
            new TaskInput.Splits(101, reader.splits().get(101)));
  }

  private static Optional<Stage> fused(Stage reader, Stage written) {
    var graph = new StageGraph(List.of(written, reader), Schema.EMPTY);
    var plan = PLANNER.plan(graph, written.id(), Map.of());
    return PLANNER.fused(graph, written, plan, Map.of(), reader, Map.of());
  }

  private static Stage scan(int id, StageOutput output, int splits, long splitBytes, long rows) {
    return new Stage(id, fragment(table(id), output), splits(id, splits, splitBytes), rows);
  }

  private static Map<Integer, List<Split>> splits(int sourceId, int count, long bytes) {
    return Map.of(
        sourceId,
        IntStream.range(0, count)
            .mapToObj(file -> new Split("file:///t/" + file, bytes, 0, bytes, Map.of()))
            .toList());
  }

  private static ScanNode table(int sourceId) {
    return new ScanNode(
        sourceId, "t", ParquetFormat.DEFAULT, Schema.EMPTY, Schema.EMPTY, List.of(), null, 0);
  }

  private static ExchangeSourceNode source(int stageId, Reading reading) {
    return new ExchangeSourceNode(50 + stageId, stageId, reading, HotBucket.WHOLE, Schema.EMPTY);
  }

  private static RecursionNode recursion(Node anchor, Node step) {
    return new RecursionNode(anchor, step, 0, 10, 100, Schema.EMPTY);
  }

  private static Stage stage(int id, Node root) {
    return new Stage(id, fragment(root, UNKEYED), Map.of(), -1);
  }

  /// Reads `source` and a table.
  private static Stage scanBeside(int id, ExchangeSourceNode source, int splits) {
    int sourceId = 100 + id;
    var both = new UnionNode(List.of(source, table(sourceId)), Schema.EMPTY);
    return new Stage(id, fragment(both, UNKEYED), splits(sourceId, splits, 50_000), -1);
  }

  private static Fragment fragment(Node root, StageOutput output) {
    return new Fragment(root, output, "UTC");
  }
}
