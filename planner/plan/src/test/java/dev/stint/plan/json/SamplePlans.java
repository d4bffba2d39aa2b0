package dev.stint.plan.json;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A graph that no planner would make: it has every node, output, expression, type and format.
public final class SamplePlans {

  private static final Schema SCHEMA =
      Schema.of(
          Field.required("id", DataType.BIGINT),
          Field.nullable("name", DataType.STRING),
          Field.nullable("price", DataType.decimal(38, 6)));

  private SamplePlans() {}

  public static StageGraph everything() {
    var stages = new ArrayList<Stage>();
    stages.add(stage(0, scan(), new StageOutput.HashExchange(List.of(0, 1))));
    stages.add(stage(1, values(), new StageOutput.RangeExchange(List.of(SortKey.descending(2)))));
    stages.add(stage(2, aggregates(), new StageOutput.UnkeyedExchange()));
    var sink =
        new StageOutput.FileSink(csv(), "s3://b/out", WriteMode.OVERWRITE, List.of(1), 1 << 20);
    stages.add(stage(3, rest(), sink));
    return new StageGraph(stages, Schema.EMPTY);
  }

  private static Stage stage(int id, Node root, StageOutput output) {
    var split = new Split("s3://b/a b", 100, 0, 100, Map.of("month", "2024-01-01"));
    return new Stage(
        id, new Fragment(root, output, "Europe/Berlin"), Map.of(id, List.of(split)), 17);
  }

  private static FileFormat csv() {
    return FileFormat.of("csv", Map.of("sep", ";", "quote", "", "dateFormat", "dd.MM.yyyy"));
  }

  private static ScanNode scan() {
    return new ScanNode(
        0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of("month"), condition(), 1, 4);
  }

  private static Expression condition() {
    var id = new ColumnRef(0, DataType.BIGINT);
    var isSmall =
        Call.of(ScalarFunction.LESS, DataType.BOOLEAN, id, Literal.ofLong(DataType.BIGINT, 5));
    var isListed = new In(id, List.of(Literal.ofLong(DataType.BIGINT, 7)));
    var choice =
        new Case(List.of(new Case.Branch(isSmall, Literal.TRUE)), isListed, DataType.BOOLEAN);
    return Call.of(ScalarFunction.AND, DataType.BOOLEAN, choice, Literal.nullOf(DataType.BOOLEAN));
  }

  private static ValuesNode values() {
    var row =
        List.of(
            Literal.ofLong(DataType.BIGINT, Long.MIN_VALUE),
            Literal.ofString("it's \u00e4 \ud83d\ude00"),
            Literal.nullOf(DataType.decimal(38, 6)));
    return new ValuesNode(SCHEMA, List.of(row));
  }

  private static Node source(int id, int stage, Reading reading, HotBucket hotBucket) {
    return new ExchangeSourceNode(id, stage, reading, hotBucket, SCHEMA);
  }

  private static Node aggregates() {
    var calls = new ArrayList<AggregateCall>();
    for (var function : AggregateFunction.values()) {
      Integer argument = function == AggregateFunction.COUNT_ALL ? null : 0;
      calls.add(new AggregateCall(function, argument, 1, DataType.BIGINT, DataType.BIGINT));
    }
    var input = source(1, 0, Reading.PARTITIONED, HotBucket.DIVISIBLE);
    var schema = AggregateNode.partialSchema(SCHEMA, List.of(1), calls);
    return new AggregateNode(input, AggregateNode.Phase.PARTIAL, List.of(1), calls, schema);
  }

  private static Node rest() {
    var merged = source(2, 1, Reading.MERGED, HotBucket.WHOLE);
    var broadcast = source(3, 2, Reading.BROADCAST, HotBucket.WHOLE);
    var gathered = source(4, 0, Reading.GATHERED, HotBucket.WHOLE);
    var both = new ArrayList<>(SCHEMA.fields());
    both.addAll(SCHEMA.fields());
    var joined =
        new HashJoinNode(
            new FilterNode(merged, condition()),
            broadcast,
            HashJoinNode.JoinType.PROBE_OUTER,
            List.of(0),
            List.of(0),
            List.of(0),
            condition(),
            new Schema(both));
    List<Expression> columns = new ArrayList<>();
    for (int column = 0; column < SCHEMA.size(); column++) {
      columns.add(new ColumnRef(column, SCHEMA.type(column)));
    }
    var projected = new ProjectNode(joined, columns, SCHEMA);
    var expanded = new ExpandNode(gathered, List.of(columns, columns), SCHEMA);
    var text = new ScanNode(5, "j", JsonFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var sorted = new SortNode(text, List.of(SortKey.ascending(0)));
    var plain = new ScanNode(6, "c", CsvFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var top = new TopNNode(plain, List.of(SortKey.descending(1)), 10, 2);
    var windows = new ProjectNode(windows(sorted), columns, SCHEMA);
    var union = new UnionNode(List.of(projected, expanded, windows, repeated(top)), SCHEMA);
    return new LimitNode(union, Long.MAX_VALUE, 3, List.of(0));
  }

  private static Node repeated(Node input) {
    List<Expression> columns = new ArrayList<>();
    for (int column = 0; column < SCHEMA.size(); column++) {
      columns.add(new ColumnRef(column, SCHEMA.type(column)));
    }
    var recursion =
        new RecursionNode(input, new LevelNode(3, input.schema()), 3, 100, 1_000, input.schema());
    return new ProjectNode(new RepeatNode(recursion, 0, "ordinal"), columns, SCHEMA);
  }

  private static Node windows(Node input) {
    var calls = new ArrayList<WindowCall>();
    for (var ranking : WindowCall.Ranking.values()) {
      calls.add(new WindowCall.Rank(ranking));
    }
    var frame = new Frame(new Frame.Row(-2), new Frame.Value(0));
    var sum = new AggregateCall(AggregateFunction.SUM, 0, 1, DataType.BIGINT, DataType.BIGINT);
    calls.add(new WindowCall.Ntile(4));
    calls.add(new WindowCall.Offset(0, -1, 0, WindowCall.Nulls.IGNORE, DataType.BIGINT));
    calls.add(new WindowCall.Offset(0, 1, null, WindowCall.Nulls.RESPECT, DataType.BIGINT));
    calls.add(
        new WindowCall.Nth(
            0, 2, WindowCall.From.LAST, WindowCall.Nulls.IGNORE, frame, DataType.BIGINT));
    calls.add(new WindowCall.Aggregate(sum, Frame.RUNNING_PEERS));
    var fields = new ArrayList<>(input.schema().fields());
    calls.forEach(call -> fields.add(Field.nullable("w" + fields.size(), call.type())));
    var keys = List.of(SortKey.ascending(0));
    return new WindowNode(input, List.of(1), keys, calls, new Schema(fields));
  }
}
