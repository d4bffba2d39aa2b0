package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.join.BroadcastTables;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.OperatorMetrics;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Fragments over a file of a number, a text that is the number's last digits, and the number of
/// the row, beside the same over its rows as values, which no filter reaches.
class RuntimeFiltersTest {

  private static final int ROWS = 9_000;
  private static final int DOMAIN = 2_000;

  private static final Schema TABLE =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("row", DataType.BIGINT));

  private static final Schema BUILD = TABLE.select(List.of(0, 1));

  private static final List<JoinType> TYPES =
      List.of(
          JoinType.INNER,
          JoinType.INNER,
          JoinType.SEMI,
          JoinType.BUILD_OUTER,
          JoinType.PROBE_OUTER,
          JoinType.FULL_OUTER,
          JoinType.ANTI,
          JoinType.MARK);

  @TempDir Path folder;

  private final Random random = new Random(5);
  private final List<List<Literal>> rows = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            "message t { optional int64 n; optional binary s (STRING); optional int64 row; }");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file()))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withPageRowCountLimit(3000)
            .withRowGroupSize(200_000L)
            .build()) {
      for (int row = 0; row < ROWS; row++) {
        var values = row(random.nextInt(DOMAIN), row);
        rows.add(values);
        var group = new SimpleGroup(schema);
        for (int column = 0; column < 3; column++) {
          var text = values.get(column).text();
          if (text != null && column == 1) {
            group.add(column, text);
          } else if (text != null) {
            group.add(column, Long.parseLong(text));
          }
        }
        writer.write(group);
      }
    }
  }

  private Path file() {
    return folder.resolve("t.parquet");
  }

  private List<Literal> row(int number, int row) {
    boolean isNull = random.nextInt(30) == 0;
    boolean isWithoutText = random.nextInt(30) == 0;
    return List.of(
        isNull
            ? Literal.nullOf(DataType.BIGINT)
            : Literal.ofLong(DataType.BIGINT, number * (number % 7 == 0 ? 1_000_000_007L : 1)),
        isWithoutText
            ? Literal.nullOf(DataType.STRING)
            : Literal.ofString("digits " + number % 100),
        Literal.ofLong(DataType.BIGINT, row));
  }

  @Test
  void rowsAreTheSameWithAndWithoutWhateverLiesBetween() throws IOException {
    long filtered = 0;
    for (int seed = 0; seed < 100; seed++) {
      var shape = new Random(seed);
      var over = new Random(seed);
      var expected = run(tree(new ValuesNode(TABLE, rows), shape));
      var actual = run(tree(scan(null), over));

      assertThat(sorted(actual.rows())).as("seed %d", seed).isEqualTo(sorted(expected.rows()));
      assertThat(expected.filteredRows()).isZero();
      filtered += actual.filteredRows();
    }
    assertThat(filtered).isGreaterThan(10 * ROWS);
  }

  /// The columns of the table stay where they are.
  private Node tree(Node leaf, Random shape) {
    var node = leaf;
    int height = 1 + shape.nextInt(4);
    for (int level = 0; level < height; level++) {
      node =
          switch (shape.nextInt(7)) {
            case 0 -> new FilterNode(node, atMost(2, shape.nextInt(ROWS)));
            case 1 -> project(node);
            case 2 -> new SortNode(node, List.of(SortKey.ascending(2)));
            default -> join(node, shape);
          };
    }
    return join(node, shape);
  }

  private static HashJoinNode join(Node probe, Random shape) {
    var type = TYPES.get(shape.nextInt(TYPES.size()));
    var keys = List.of(List.of(0), List.of(1), List.of(0, 1)).get(shape.nextInt(3));
    List<Integer> nullSafe = shape.nextInt(4) == 0 ? List.of(keys.size() - 1) : List.of();
    int buildRows = List.of(0, 1, 5, 60, 900).get(shape.nextInt(5));
    if (keys.equals(List.of(1))) {
      buildRows = Math.min(buildRows, 5);
    }
    var residual = shape.nextInt(4) == 0 ? atMost(2, shape.nextInt(ROWS)) : null;
    return join(probe, build(buildRows, shape), type, keys, nullSafe, residual);
  }

  private static HashJoinNode join(
      Node probe,
      Node build,
      JoinType type,
      List<Integer> keys,
      List<Integer> nullSafe,
      @Nullable Expression residual) {
    var fields = new ArrayList<>(probe.schema().fields());
    switch (type) {
      case SEMI, ANTI -> {}
      case MARK -> fields.add(Field.nullable("mark", DataType.BOOLEAN));
      default -> fields.addAll(build.schema().fields());
    }
    return new HashJoinNode(probe, build, type, keys, keys, nullSafe, residual, new Schema(fields));
  }

  private static ValuesNode build(int rowCount, Random shape) {
    var built = new ArrayList<List<Literal>>();
    for (int row = 0; row < rowCount; row++) {
      int number = shape.nextInt(DOMAIN);
      long value = number * (number % 7 == 0 ? 1_000_000_007L : 1);
      built.add(
          List.of(
              shape.nextInt(20) == 0
                  ? Literal.nullOf(DataType.BIGINT)
                  : Literal.ofLong(DataType.BIGINT, value),
              shape.nextInt(20) == 0
                  ? Literal.nullOf(DataType.STRING)
                  : Literal.ofString("digits " + number % 100)));
    }
    return new ValuesNode(BUILD, built);
  }

  private static ProjectNode project(Node input) {
    var columns =
        IntStream.range(0, input.schema().size())
            .<Expression>mapToObj(column -> new ColumnRef(column, input.schema().type(column)))
            .toList();
    return new ProjectNode(input, columns, input.schema());
  }

  @ParameterizedTest
  @EnumSource(JoinType.class)
  void joinThatGivesProbeRowsWithoutAMatchFiltersNothing(JoinType type) {
    boolean isFilter =
        type == JoinType.INNER || type == JoinType.SEMI || type == JoinType.BUILD_OUTER;

    assertThat(filtered(few(scan(null), type)) > 0).isEqualTo(isFilter);
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = Mode.EXCLUDE, names = "SINGLE")
  void keysPassJoinsThatTakeProbeRowsOneByOne(JoinType type) {
    // Of its own keys nothing is dropped: it has all of them.
    var own = join(scan(null), new ValuesNode(BUILD, firstColumns()), type, keys(), keys(), null);
    boolean isPassed = type != JoinType.BUILD_OUTER && type != JoinType.FULL_OUTER;

    assertThat(filtered(few(own, JoinType.INNER)) > ROWS / 2).isEqualTo(isPassed);
  }

  @Test
  void rowsAreCountedAtTheScan() {
    var operators = run(few(scan(null), JoinType.INNER)).operators();

    assertThat(operators.get(1).filteredRows()).isPositive();
    assertThat(operators.get(1).filteredRows() + operators.get(1).rows()).isEqualTo(ROWS);
    assertThat(operators.get(0).filteredRows()).isZero();
  }

  @Test
  void filterOfTheScanGoesFirst() {
    var joined = run(few(scan(atMost(2, 99)), JoinType.SEMI));

    assertThat(joined.filteredRows()).isBetween(1L, 100L);
  }

  @Test
  void bothSidesOfAUnionAreFiltered() {
    var union = new UnionNode(List.of(scan(null), scan(null)), TABLE);

    assertThat(filtered(few(union, JoinType.INNER))).isGreaterThan(ROWS * 3 / 2);
  }

  @Test
  void rowsWhosePlaceCountsAreKept() {
    var place = Call.of(ScalarFunction.ROW_ID, DataType.BIGINT);
    var numbered =
        new ProjectNode(
            scan(null),
            List.of(new ColumnRef(0, DataType.BIGINT), new ColumnRef(1, DataType.STRING), place),
            TABLE);
    var drawn =
        new FilterNode(
            scan(null),
            Call.of(
                ScalarFunction.LESS, DataType.BOOLEAN, place, Literal.ofLong(DataType.BIGINT, 9)));

    assertThat(filtered(few(numbered, JoinType.INNER))).isZero();
    assertThat(filtered(few(drawn, JoinType.INNER))).isZero();
    assertThat(filtered(few(new LimitNode(scan(null), 10, 0, List.of()), JoinType.INNER))).isZero();
  }

  private static List<Integer> keys() {
    return List.of(0);
  }

  private List<List<Literal>> firstColumns() {
    return rows.stream().map(row -> row.subList(0, 2)).distinct().toList();
  }

  /// With three keys of the table's.
  private Node few(Node probe, JoinType type) {
    var built =
        rows.stream()
            .map(row -> row.subList(0, 2))
            .filter(row -> row.getFirst().text() != null)
            .limit(3)
            .toList();
    return join(probe, new ValuesNode(BUILD, built), type, keys(), List.of(), null);
  }

  private long filtered(Node root) {
    return run(root).filteredRows();
  }

  private static ScanNode scan(@Nullable Expression filter) {
    return new ScanNode(0, "t", ParquetFormat.DEFAULT, TABLE, TABLE, List.of(), filter, 0);
  }

  private static Expression atMost(int column, long value) {
    return Call.of(
        ScalarFunction.LESS_OR_EQUAL,
        DataType.BOOLEAN,
        new ColumnRef(column, DataType.BIGINT),
        Literal.ofLong(DataType.BIGINT, value));
  }

  private record Outcome(List<List<@Nullable Object>> rows, List<OperatorMetrics> operators) {

    long filteredRows() {
      return operators.stream().mapToLong(OperatorMetrics::filteredRows).sum();
    }
  }

  private Outcome run(Node root) {
    var path = "file://" + file();
    var split = new Split(path, bytes(), 0, bytes(), Map.of());
    var request =
        Tasks.request(
            root,
            new StageOutput.UnkeyedExchange(),
            List.of(new TaskInput.Splits(0, List.of(split))),
            "s3://test/x/1",
            0,
            1 << 28);
    var context = Tasks.context(request, new InMemoryObjectStore());
    var rowsOf = RowLists.drain(new NodeToOperator(context, new BroadcastTables()).open(root));
    assertThat(context.memory().reservedBytes()).isZero();
    return new Outcome(rowsOf, context.counters().operators.metrics());
  }

  private long bytes() {
    try {
      return Files.size(file());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> list) {
    return list.stream().sorted(Comparator.comparing(List::toString)).toList();
  }
}
