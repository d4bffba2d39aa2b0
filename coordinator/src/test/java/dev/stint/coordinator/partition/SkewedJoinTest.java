package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A join whose probe side has three rows of five under one key, written, cut and run for real.
final class SkewedJoinTest {

  private static final Schema SIDE =
      Schema.of(Field.nullable("k", DataType.BIGINT), Field.nullable("v", DataType.STRING));
  private static final Schema JOINED =
      Schema.of(
          Field.nullable("k", DataType.BIGINT),
          Field.nullable("v", DataType.STRING),
          Field.nullable("bk", DataType.BIGINT),
          Field.nullable("bv", DataType.STRING));
  private static final ExchangeCosts NO_BROADCASTS =
      new ExchangeCosts(0, 0, 0, 0.0005, 200 << 20, 20_000, 5_000, 0.05, 0);
  private static final long HOT_KEY = 7;
  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput RESULT = new StageOutput.UnkeyedExchange();
  private static final long TARGET_BYTES = 200_000;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final TaskRunner runner = new TaskRunner(new FunctionEnvironment(store));
  private final Random random = new Random(5);
  private int attempts;

  @Test
  void hotKeyIsSharedByTasksNoneOfWhichReadsMuchMoreThanOthers() {
    var probe = new ArrayList<SegmentRef>();
    for (int task = 0; task < 4; task++) {
      probe.add(write(values(20_000, 60)));
    }
    var build = List.of(write(values(500, 0)), write(hotRows()));
    var segments = Map.of(0, List.copyOf(probe), 1, build);
    var graph = graph();
    var target = new PartitionTarget(1000, TARGET_BYTES, TARGET_BYTES);

    var plan = new TaskPlanner(target, NO_BROADCASTS, 2).plan(graph, 2, segments);

    assertThat(plan.decisions()).hasAtLeastOneElementOfType(Decision.HotBucketDivided.class);
    assertThat(plan.tasks()).hasSizeGreaterThan(5);
    var rows = new ArrayList<String>();
    for (var task : plan.tasks()) {
      var answer = run(graph.root(), TaskInputs.of(graph, graph.root(), segments, task.share()));
      assertThat(answer.metrics().inputBytes()).isLessThan(2 * TARGET_BYTES);
      rows.addAll(rows(answer));
    }
    assertThat(rows.stream().sorted().toList()).isEqualTo(joinedInOneTask(graph, segments));
  }

  private List<String> joinedInOneTask(StageGraph graph, Map<Integer, List<SegmentRef>> segments) {
    var inputs = TaskInputs.of(graph, graph.root(), segments, new TaskShare.Everything());
    return rows(run(graph.root(), inputs)).stream().sorted().toList();
  }

  private static StageGraph graph() {
    var side = new ValuesNode(SIDE, List.of(List.of(Literal.nullOf(DataType.BIGINT), text("x"))));
    var join =
        new HashJoinNode(
            source(0, HotBucket.DIVISIBLE),
            source(1, HotBucket.WHOLE),
            JoinType.PROBE_OUTER,
            List.of(0),
            List.of(0),
            null,
            JOINED);
    return new StageGraph(
        List.of(stage(0, side, HASH), stage(1, side, HASH), stage(2, join, RESULT)), JOINED);
  }

  private static ExchangeSourceNode source(int id, HotBucket hotBucket) {
    return new ExchangeSourceNode(id, id, Reading.PARTITIONED, hotBucket, SIDE);
  }

  private static Stage stage(int id, Node root, StageOutput output) {
    return new Stage(id, new Fragment(root, output, "UTC"), Map.of(), -1);
  }

  private Node values(int count, int hotPercent) {
    var rows = new ArrayList<List<Literal>>();
    for (int row = 0; row < count; row++) {
      boolean isHot = random.nextInt(100) < hotPercent;
      rows.add(row(isHot ? HOT_KEY : 100 + random.nextInt(1000)));
    }
    return new ValuesNode(SIDE, rows);
  }

  private Node hotRows() {
    return new ValuesNode(SIDE, List.of(row(HOT_KEY), row(HOT_KEY)));
  }

  /// Texts that do not compress.
  private List<Literal> row(long key) {
    var text = Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36);
    return List.of(Literal.ofLong(DataType.BIGINT, key), text(text));
  }

  private static Literal text(String text) {
    return Literal.ofString(text);
  }

  private SegmentRef write(Node root) {
    return segment(run(stage(0, root, HASH), List.of()));
  }

  private TaskResponse.Succeeded run(Stage stage, List<TaskInput> inputs) {
    var request =
        new TaskRequest(
            "run", stage.id(), 0, 0, stage.fragment(), inputs, "s3://b/" + attempts++, 0, 1L << 28);
    var response = runner.run(request);
    assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
    return (TaskResponse.Succeeded) response;
  }

  private static SegmentRef segment(TaskResponse.Succeeded answer) {
    return ((TaskOutput.Segment) answer.output()).segment();
  }

  private List<String> rows(TaskResponse.Succeeded answer) {
    var rows = new ArrayList<String>();
    try (var batches = SegmentBatches.read(store, segment(answer), JOINED)) {
      batches.forEachRemaining(
          batch -> RowLists.of(batch).forEach(row -> rows.add(row.toString())));
    }
    return rows;
  }
}
