package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskInput.Partition;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskPlannerTest {

  private static final int PARALLELISM = 4;
  private static final PartitionTarget TARGET = new PartitionTarget(1000, 20_000, 50_000);
  private static final ExchangeCosts NO_BROADCASTS = new ExchangeCosts(0, 0, 0, 0, 1, 1, 1, 0, 0);
  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput RANGE =
      new StageOutput.RangeExchange(List.of(SortKey.ascending(0)));
  private static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRowOfAHashExchangeIsReadOnceBesideItsBucket(long seed) {
    var random = new Random(seed);
    var left = SegmentModel.hashed(random, 1);
    var right = SegmentModel.hashed(random, 2);

    var tasks =
        plan(
            new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, left),
            new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, right));

    assertSameRows(rowsRead(tasks, 0, left), rows(left));
    assertSameRows(rowsRead(tasks, 1, right), rows(right));
    assertThat(left.isEmpty() && right.isEmpty()).isEqualTo(tasks.contains(List.<TaskInput>of()));
    assertThat(ranges(tasks, 0)).allMatch(range -> !range.equals(KeyRange.ALL));
    tasks.forEach(task -> assertThat(ranges(List.of(task), 0, 1)).hasSizeLessThan(2));
    tasks.forEach(TaskPlannerTest::assertMinimal);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hotBucketIsDividedAndMeetsTheOtherSideWhole(long seed) {
    var random = new Random(seed);
    int hot = random.nextInt(StageOutput.BUCKET_COUNT);
    var probe = SegmentModel.withHotBucket(random, hot, 1);
    var build = SegmentModel.withBucket(random, hot, 2);

    var tasks =
        plan(
            new Input(HASH, Reading.PARTITIONED, HotBucket.DIVISIBLE, probe),
            new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, build));

    assertSameRows(rowsRead(tasks, 0, probe), rows(probe));
    var hotRange = new KeyRange(SortableKey.ofBucket(hot), SortableKey.ofBucket(hot + 1));
    var hotTasks =
        tasks.stream().filter(task -> ranges(List.of(task), 0).contains(hotRange)).toList();
    assertThat(hotTasks).hasSizeGreaterThan(1);
    var hotBuildRows = rows(build).stream().filter(row -> hotRange.contains(row.key())).toList();
    assertThat(hotBuildRows).isNotEmpty();
    for (var task : hotTasks) {
      assertSameRows(rowsRead(List.of(task), 1, build), hotBuildRows);
    }
    tasks.removeAll(hotTasks);
    assertSameRows(
        rowsRead(tasks, 1, build),
        rows(build).stream().filter(row -> !hotRange.contains(row.key())).toList());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRowOfARangeExchangeIsReadOnceAndInTheOrderOfTasks(long seed) {
    var segments = SegmentModel.ranged(new Random(seed), 1);

    var tasks = plan(new Input(RANGE, Reading.MERGED, HotBucket.WHOLE, segments));

    assertSameRows(rowsRead(tasks, 0, segments), rows(segments));
    assertThat(segments.isEmpty()).isEqualTo(tasks.contains(List.<TaskInput>of()));
    var keys =
        tasks.stream()
            .flatMap(
                task ->
                    rowsRead(List.of(task), 0, segments).stream()
                        .map(SegmentModel.Row::key)
                        .sorted())
            .toList();
    assertThat(keys).isSorted();
    tasks.forEach(TaskPlannerTest::assertMinimal);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRowOfAnUnkeyedExchangeIsReadOnce(long seed) {
    var segments = SegmentModel.unkeyed(new Random(seed), 1);

    var tasks = plan(new Input(UNKEYED, Reading.PARTITIONED, HotBucket.WHOLE, segments));

    assertThat(rowsRead(tasks, 0, segments)).containsExactlyElementsOf(rows(segments));
  }

  @Test
  void partitionsAreAboutAsLargeAsWanted() {
    var random = new Random(7);
    var segments = SegmentModel.uniform(random, 40, 200, 100);

    var tasks = plan(new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, segments));

    // 800 000 bytes: two tasks per function would be 100 000 each, the most allowed is 20 000.
    assertThat(tasks).hasSizeBetween(38, 44);
    assertThat(tasks).allSatisfy(task -> assertThat(bytes(task)).isBetween(10_000L, 40_000L));
  }

  @Test
  void partitionsOfLittleDataAreMerged() {
    var segments = SegmentModel.uniform(new Random(7), 3, 4, 100);

    assertThat(plan(new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, segments)))
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void gatheredRowsMeetInOneTaskInTheOrderOfSegments() {
    var segments = SegmentModel.unkeyed(new Random(3), 1);

    var tasks =
        plan(
            new Input(UNKEYED, Reading.GATHERED, HotBucket.WHOLE, segments),
            new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, List.of()));

    assertThat(tasks).hasSize(1);
    assertThat(rowsRead(tasks, 0, segments)).containsExactlyElementsOf(rows(segments));
  }

  @Test
  void broadcastIsReadWholeByEveryTask() {
    var broadcast = SegmentModel.unkeyed(new Random(3), 1);
    var segments = SegmentModel.uniform(new Random(7), 40, 200, 100);

    var tasks =
        plan(
            new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, segments),
            new Input(UNKEYED, Reading.BROADCAST, HotBucket.WHOLE, broadcast));

    assertThat(tasks).hasSizeGreaterThan(2);
    assertThat(tasks)
        .allSatisfy(
            task ->
                assertThat(rowsRead(List.of(task), 1, broadcast))
                    .containsExactlyElementsOf(rows(broadcast)));
  }

  @Test
  void stageWithoutRowsHasOneTask() {
    assertThat(plan(new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, List.of())))
        .containsExactly(List.of());
    assertThat(plan(new Input(RANGE, Reading.MERGED, HotBucket.WHOLE, List.of()))).hasSize(1);
    assertThat(plan(new Input(UNKEYED, Reading.PARTITIONED, HotBucket.WHOLE, List.of())))
        .hasSize(1);
    assertThat(plan(new Input(UNKEYED, Reading.BROADCAST, HotBucket.WHOLE, List.of()))).hasSize(1);
    assertThat(planScan(List.of())).hasSize(1);
  }

  @Test
  void constantRowsAreNotRepeated() {
    var values = new ValuesNode(Schema.EMPTY, List.of(List.of()));
    var stage = new Stage(0, fragment(values, UNKEYED), Map.of(), 1);

    var tasks = inputs(planner(), new StageGraph(List.of(stage), Schema.EMPTY), Map.of());

    assertThat(tasks).containsExactly(List.of());
  }

  @Test
  void mergedReadingNeedsKeys() {
    var segments = SegmentModel.unkeyed(new Random(3), 1);

    assertThatThrownBy(() -> plan(new Input(UNKEYED, Reading.MERGED, HotBucket.WHOLE, segments)))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("source 0 reads stage 0 as MERGED");
  }

  @Test
  void splitsArePackedWholeAndInOrder() {
    long mebibyte = 1 << 20;
    var splits =
        IntStream.range(0, 40)
            .mapToObj(file -> new Split("file:///t/" + file, mebibyte, 0, mebibyte / 2, Map.of()))
            .toList();

    var tasks = planScan(splits, new PartitionTarget(1, 10 * mebibyte, 10 * mebibyte), PARALLELISM);

    assertThat(tasks).hasSize(PARALLELISM);
    assertThat(
            tasks.stream().flatMap(task -> ((TaskInput.Splits) task.getFirst()).splits().stream()))
        .containsExactlyElementsOf(splits);
  }

  /// One task more than there are functions would keep all but one of them waiting.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyFunctionGetsOneTaskOfATable(long seed) {
    var random = new Random(seed);
    int parallelism = random.nextInt(2, 6);
    var splits =
        IntStream.range(0, 50)
            .mapToObj(_ -> random.nextLong(4_000_000, 5_000_000))
            .map(bytes -> new Split("file:///t", 1 << 30, 0, bytes, Map.of()))
            .toList();

    assertThat(planScan(splits, PartitionTarget.DEFAULT, parallelism)).hasSize(parallelism);
  }

  @Test
  void everyFunctionGetsTwoTasksOfAnExchange() {
    var segments = SegmentModel.uniform(new Random(7), 6, 64, 250);
    var input = new Input(HASH, Reading.PARTITIONED, HotBucket.WHOLE, segments);
    var target = new PartitionTarget(1000, 1 << 30, 1 << 30);

    for (int parallelism = 1; parallelism < 9; parallelism++) {
      assertThat(plan(new TaskPlanner(target, ExchangeCosts.LOCAL, parallelism), input))
          .hasSize(2 * parallelism);
    }
  }

  @Test
  void largeSplitsAreTasksOfTheirOwn() {
    var splits =
        IntStream.range(0, 5)
            .mapToObj(file -> new Split("file:///t/" + file, 1L << 30, 0, 1L << 30, Map.of()))
            .toList();

    assertThat(planScan(splits, PartitionTarget.DEFAULT, 2)).hasSize(5);
  }

  @Test
  void hugeTotalsDoNotOverflow() {
    var splits =
        IntStream.range(0, 5000)
            .mapToObj(file -> new Split("file:///t/" + file, 1L << 40, 0, 1L << 40, Map.of()))
            .toList();

    assertThat(planScan(splits, PartitionTarget.DEFAULT, 1000)).hasSize(5000);
  }

  private record Input(
      StageOutput output, Reading reading, HotBucket hotBucket, List<SegmentRef> segments) {}

  /// Plans a stage that reads the inputs as sources 0, 1, …, each from a stage of its own.
  private static List<List<TaskInput>> plan(Input... inputs) {
    return plan(planner(), inputs);
  }

  private static List<List<TaskInput>> plan(TaskPlanner planner, Input... inputs) {
    var stages = new ArrayList<Stage>();
    var sources = new ArrayList<Node>();
    var segments = new HashMap<Integer, List<SegmentRef>>();
    for (var input : inputs) {
      int id = stages.size();
      stages.add(
          new Stage(
              id, fragment(new ValuesNode(Schema.EMPTY, List.of()), input.output()), Map.of(), -1));
      sources.add(new ExchangeSourceNode(id, id, input.reading(), input.hotBucket(), Schema.EMPTY));
      segments.put(id, input.segments());
    }
    var root = new UnionNode(sources, Schema.EMPTY);
    stages.add(new Stage(stages.size(), fragment(root, UNKEYED), Map.of(), -1));
    var graph = new StageGraph(stages, Schema.EMPTY);
    return inputs(planner, graph, segments);
  }

  private static List<List<TaskInput>> planScan(List<Split> splits) {
    return planScan(splits, TARGET, PARALLELISM);
  }

  private static List<List<TaskInput>> planScan(
      List<Split> splits, PartitionTarget target, int parallelism) {
    var scan =
        new ScanNode(5, "t", ParquetFormat.DEFAULT, Schema.EMPTY, Schema.EMPTY, List.of(), null, 0);
    var stage = new Stage(0, fragment(scan, UNKEYED), Map.of(5, splits), -1);
    return inputs(
        new TaskPlanner(target, ExchangeCosts.LOCAL, parallelism),
        new StageGraph(List.of(stage), Schema.EMPTY),
        Map.of());
  }

  /// Plans the root, and looks up the inputs of its tasks from the plan's JSON.
  private static List<List<TaskInput>> inputs(
      TaskPlanner planner, StageGraph graph, Map<Integer, List<SegmentRef>> segments) {
    var plan = planner.plan(graph, graph.root().id(), segments);
    var read = PlanJson.read(PlanJson.write(plan), StagePlan.class);
    assertThat(read).isEqualTo(plan);
    return read.tasks().stream()
        .map(task -> TaskInputs.of(graph, graph.root(), segments, task.share()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static TaskPlanner planner() {
    return new TaskPlanner(TARGET, NO_BROADCASTS, PARALLELISM);
  }

  private static Fragment fragment(Node root, StageOutput output) {
    return new Fragment(root, output, "UTC");
  }

  private static List<SegmentModel.Row> rows(List<SegmentRef> segments) {
    return segments.stream()
        .flatMap(segment -> SegmentModel.rows(segment, segment.blocks(), KeyRange.ALL).stream())
        .toList();
  }

  private static void assertSameRows(
      List<SegmentModel.Row> actual, List<SegmentModel.Row> expected) {
    assertThat(actual.stream().sorted(SegmentModel.BY_PLACE).toList())
        .isEqualTo(expected.stream().sorted(SegmentModel.BY_PLACE).toList());
  }

  /// What a reader gets: the rows of the listed blocks that lie in the range.
  private static List<SegmentModel.Row> rowsRead(
      List<List<TaskInput>> tasks, int sourceId, List<SegmentRef> segments) {
    return partitions(tasks, sourceId).stream()
        .flatMap(
            partition ->
                partition.segments().stream()
                    .peek(
                        segment -> assertThat(segments).extracting("path").contains(segment.path()))
                    .flatMap(
                        segment ->
                            SegmentModel.rows(segment, segment.blocks(), partition.range())
                                .stream()))
        .toList();
  }

  private static List<Partition> partitions(List<List<TaskInput>> tasks, int sourceId) {
    return tasks.stream()
        .flatMap(List::stream)
        .map(Partition.class::cast)
        .filter(partition -> partition.sourceId() == sourceId)
        .toList();
  }

  private static List<KeyRange> ranges(List<List<TaskInput>> tasks, int... sourceIds) {
    return IntStream.of(sourceIds)
        .boxed()
        .flatMap(sourceId -> partitions(tasks, sourceId).stream())
        .map(Partition::range)
        .distinct()
        .toList();
  }

  private static long bytes(List<TaskInput> task) {
    return task.stream()
        .map(Partition.class::cast)
        .mapToLong(partition -> BlockShares.bytes(partition.segments()))
        .sum();
  }

  /// Each block that is listed overlaps the range, and they are adjacent in their segment.
  private static void assertMinimal(List<TaskInput> task) {
    for (var input : task) {
      var partition = (Partition) input;
      for (var segment : partition.segments()) {
        assertThat(segment.blocks()).isNotEmpty();
        for (int block = 0; block < segment.blocks().size(); block++) {
          var ref = segment.blocks().get(block);
          assertThat(partition.range().overlaps(ref.firstKey(), ref.lastKey())).isTrue();
          assertThat(ref.offset())
              .isEqualTo(
                  block == 0
                      ? ref.offset()
                      : segment.blocks().get(block - 1).offset()
                          + segment.blocks().get(block - 1).length());
        }
      }
    }
  }
}
