package dev.stint.coordinator.partition;

import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
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
import java.util.stream.IntStream;

/// Graphs at random over few rows of one number, many of them empty somewhere, and the real
/// operators to run them: each stage in one task.
final class RandomStages {

  static final Schema NUMBERS = Schema.of(Field.nullable("n", DataType.BIGINT));
  private static final Expression NUMBER = new ColumnRef(0, DataType.BIGINT);
  private static final TaskRunner RUNNER =
      new TaskRunner(new FunctionEnvironment(new InMemoryObjectStore()));

  private final Random random;
  private int sources;

  private RandomStages(long seed) {
    this.random = new Random(seed);
  }

  static StageGraph graph(long seed) {
    return new RandomStages(seed).graph();
  }

  private StageGraph graph() {
    var stages = new ArrayList<Stage>();
    int count = 3 + random.nextInt(4);
    for (int id = 0; id < count; id++) {
      stages.add(stage(id, node(id, 1 + random.nextInt(3))));
    }
    return new StageGraph(stages, NUMBERS);
  }

  static Stage stage(int id, Node root) {
    return new Stage(
        id, new Fragment(root, new StageOutput.UnkeyedExchange(), "UTC"), Map.of(), -1);
  }

  private Node node(int stageId, int depth) {
    if (depth == 0) {
      return stageId > 0 && random.nextInt(5) > 0
          ? source(sources++, random.nextInt(stageId))
          : numbers(random.ints(random.nextInt(3), 0, 3).toArray());
    }
    var input = node(stageId, depth - 1);
    return switch (random.nextInt(8)) {
      case 0 ->
          new FilterNode(
              input,
              Call.of(
                  ScalarFunction.GREATER,
                  DataType.BOOLEAN,
                  NUMBER,
                  Literal.ofLong(DataType.BIGINT, random.nextInt(3))));
      case 1 -> new LimitNode(input, random.nextInt(3), random.nextInt(2), List.of());
      case 2 -> new UnionNode(List.of(input, node(stageId, depth - 1)), NUMBERS);
      case 3 -> grouped(input);
      case 4 -> counted(input);
      // SINGLE fails where a probe row has several matches.
      default -> join(input, node(stageId, depth - 1), types().get(random.nextInt(7)));
    };
  }

  private static List<JoinType> types() {
    return List.of(JoinType.values()).stream().filter(type -> type != JoinType.SINGLE).toList();
  }

  static Node numbers(int... numbers) {
    return new ValuesNode(
        NUMBERS,
        IntStream.of(numbers)
            .mapToObj(number -> List.of(Literal.ofLong(DataType.BIGINT, number)))
            .toList());
  }

  static Node source(int sourceId, int stageId) {
    return new ExchangeSourceNode(
        sourceId,
        stageId,
        ExchangeSourceNode.Reading.GATHERED,
        ExchangeSourceNode.HotBucket.WHOLE,
        NUMBERS);
  }

  static Node grouped(Node input) {
    return new AggregateNode(input, AggregateNode.Phase.SINGLE, List.of(0), List.of(), NUMBERS);
  }

  static Node counted(Node input) {
    var count =
        new AggregateCall(
            AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT);
    return new AggregateNode(input, AggregateNode.Phase.SINGLE, List.of(), List.of(count), NUMBERS);
  }

  /// By equal numbers; gives the first column.
  static Node join(Node probe, Node build, JoinType type) {
    var fields = new ArrayList<>(NUMBERS.fields());
    if (type.givesBuildRows()) {
      fields.add(Field.nullable("m", DataType.BIGINT));
    } else if (type == JoinType.MARK) {
      fields.add(new Field("mark", DataType.BOOLEAN, false));
    }
    return new ProjectNode(
        new HashJoinNode(probe, build, type, List.of(0), List.of(0), null, new Schema(fields)),
        List.of(NUMBER),
        NUMBERS);
  }

  /// What the stage gives, with these segments of those it reads, by id.
  static SegmentRef run(Stage stage, Map<Integer, List<SegmentRef>> segments) {
    var inputs =
        StageGraph.exchangeSources(stage)
            .<TaskInput>map(
                source ->
                    new TaskInput.Partition(
                        source.sourceId(), KeyRange.ALL, segments.get(source.stageId())))
            .toList();
    var request =
        new TaskRequest(
            "run", stage.id(), 0, 0, stage.fragment(), inputs, "s3://b/k", 1 << 20, 1 << 26);
    return switch (RUNNER.run(request)) {
      case TaskResponse.Succeeded(TaskOutput.Segment(var segment), _) -> segment;
      case TaskResponse.Succeeded(TaskOutput.Files files, _) ->
          throw new AssertionError(files.toString());
      case TaskResponse.Failed(var failure, _) -> throw new AssertionError(failure.toString());
    };
  }
}
