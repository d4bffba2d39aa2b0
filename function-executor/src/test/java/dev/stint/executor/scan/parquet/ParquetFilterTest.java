package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file whose rows are sorted by `id`, so that statistics of row groups and pages rule out most.
class ParquetFilterTest {

  private static final int ROWS = 40_000;

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("id", DataType.BIGINT),
          Field.nullable("color", DataType.STRING),
          Field.nullable("price", DataType.decimal(9, 2)),
          Field.nullable("ratio", DataType.DOUBLE),
          Field.nullable("at", DataType.TIMESTAMP),
          Field.nullable("missing", DataType.INT));

  private static final ColumnRef ID = new ColumnRef(0, DataType.BIGINT);
  private static final ColumnRef COLOR = new ColumnRef(1, DataType.STRING);
  private static final ColumnRef PRICE = new ColumnRef(2, DataType.decimal(9, 2));
  private static final ColumnRef RATIO = new ColumnRef(3, DataType.DOUBLE);
  private static final ColumnRef AT = new ColumnRef(4, DataType.TIMESTAMP);
  private static final ColumnRef MISSING = new ColumnRef(5, DataType.INT);

  @TempDir Path folder;

  private final List<List<String>> rows = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            """
            message t {
              optional int32 id;
              optional binary color (STRING);
              optional int32 price (DECIMAL(9,2));
              optional double ratio;
              optional int64 at (TIMESTAMP(MILLIS,true));
            }\
            """);
    var random = new Random(1);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file()))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withPageRowCountLimit(700)
            .withRowGroupSize(100_000L)
            .build()) {
      for (int id = 0; id < ROWS; id++) {
        var row = new SimpleGroup(schema);
        var texts = new ArrayList<String>();
        row.add("id", id);
        texts.add("" + id);
        var color = id % 10 == 0 ? null : "color " + random.nextInt(6);
        texts.add(color);
        if (color != null) {
          row.add("color", color);
        }
        int cents = id * 3;
        row.add("price", cents);
        texts.add("%d.%02d".formatted(cents / 100, cents % 100));
        double ratio = id % 500 == 7 ? Double.NaN : random.nextInt(100) - 50;
        row.add("ratio", ratio);
        texts.add("" + ratio);
        row.add("at", id * 1000L);
        texts.add("1970-01-01 %02d:%02d:%02d".formatted(id / 3600, id / 60 % 60, id % 60));
        texts.add(null);
        writer.write(row);
        rows.add(texts);
      }
    }
  }

  @Test
  void whatStatisticsRuleOutIsNotRead() {
    assertThat(check(call(ScalarFunction.EQUAL, ID, bigint(17_321)), id -> id == 17_321))
        .isLessThan(2_000);
    assertThat(check(call(ScalarFunction.LESS, ID, bigint(100)), id -> id < 100)).isLessThan(2_000);
    assertThat(check(call(ScalarFunction.GREATER, bigint(100), ID), id -> id < 100))
        .isLessThan(2_000);
    assertThat(check(call(ScalarFunction.GREATER_OR_EQUAL, ID, bigint(50_000)), id -> false))
        .isZero();
    assertThat(
            check(
                new In(ID, List.of(bigint(5), bigint(39_999), bigint(1L << 40))),
                id -> id == 5 || id == 39_999))
        .isGreaterThan(2_000);
    assertThat(check(new In(ID, List.of(bigint(5), bigint(39_999))), id -> id == 5 || id == 39_999))
        .isLessThan(4_000);
    assertThat(
            check(
                call(ScalarFunction.LESS_OR_EQUAL, PRICE, literal(PRICE, "3.00")), id -> id <= 100))
        .isLessThan(2_000);
    assertThat(
            check(
                call(ScalarFunction.EQUAL, AT, literal(AT, "1970-01-01T01:00:00")),
                id -> id == 3600))
        .isLessThan(2_000);
  }

  @Test
  void conjunctionsAndDisjunctionsPrune() {
    var low = call(ScalarFunction.LESS, ID, bigint(50));
    var high = call(ScalarFunction.GREATER, ID, bigint(39_950));
    var green = call(ScalarFunction.EQUAL, COLOR, Literal.ofString("color 3"));

    assertThat(check(call(ScalarFunction.OR, low, high), id -> id < 50 || id > 39_950))
        .isLessThan(4_000);
    assertThat(
            check(
                call(ScalarFunction.AND, low, green),
                id -> id < 50 && "color 3".equals(rows.get(id).get(1))))
        .isLessThan(2_000);
    var strange = call(ScalarFunction.EQUAL, Call.of(ScalarFunction.ABS, DataType.BIGINT, ID), ID);
    assertThat(check(call(ScalarFunction.AND, strange, low), id -> id < 50)).isLessThan(2_000);
    assertThat(check(call(ScalarFunction.OR, strange, low), id -> true)).isEqualTo(ROWS);
  }

  @Test
  void dictionariesRuleOutWhatTheyDoNotHold() {
    assertThat(check(call(ScalarFunction.EQUAL, COLOR, Literal.ofString("color 35")), id -> false))
        .isZero();
    assertThat(
            check(call(ScalarFunction.STARTS_WITH, COLOR, Literal.ofString("colour")), id -> false))
        .isZero();
    check(
        call(ScalarFunction.NOT_EQUAL, COLOR, Literal.ofString("color 3")),
        id -> rows.get(id).get(1) != null && !rows.get(id).get(1).equals("color 3"));
  }

  @Test
  void nullsAreFound() {
    check(call(ScalarFunction.IS_NULL, COLOR), id -> id % 10 == 0);
    check(call(ScalarFunction.IS_NOT_NULL, COLOR), id -> id % 10 != 0);
    check(call(ScalarFunction.IS_NULL, MISSING), id -> true);
    check(call(ScalarFunction.EQUAL, MISSING, literal(MISSING, "1")), id -> false);
  }

  @Test
  void notANumberIsLargerThanAnyOther() {
    check(
        call(ScalarFunction.GREATER, RATIO, literal(RATIO, "1000.0")),
        id -> rows.get(id).get(3).equals("NaN"));
    check(
        call(ScalarFunction.EQUAL, RATIO, literal(RATIO, "-0.0")),
        id -> rows.get(id).get(3).equals("0.0"));
  }

  @Test
  void columnsForTheFilterAloneAreNotGiven() {
    var columns = new Schema(List.of(SCHEMA.field(1), SCHEMA.field(0)));
    var id = new ColumnRef(1, DataType.BIGINT);
    var filter = call(ScalarFunction.EQUAL, id, bigint(4711));
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, columns, List.of(), filter, 1);

    assertThat(TestTask.read(scan, TestTask.wholeFile(file())))
        .containsExactly(List.of(rows.get(4711).get(1)));
  }

  /// Compares with the rows expected and returns how many rows were looked at.
  private long check(Expression filter, IntPredicate expected) {
    var scan = TestTask.scan(ParquetFormat.DEFAULT, SCHEMA, SCHEMA, filter);
    var context = TestTask.context();

    assertThat(TestTask.read(scan, context, TestTask.wholeFile(file())))
        .isEqualTo(IntStream.range(0, ROWS).filter(expected).mapToObj(rows::get).toList());
    assertThat(context.memory().reservedBytes()).isZero();
    return context.counters().inputRows.sum();
  }

  private Path file() {
    return folder.resolve("f.parquet");
  }

  private static Call call(ScalarFunction function, Expression... arguments) {
    return Call.of(function, DataType.BOOLEAN, arguments);
  }

  private static Literal bigint(long value) {
    return Literal.ofLong(DataType.BIGINT, value);
  }

  private static Literal literal(ColumnRef column, String text) {
    return new Literal(column.type(), text);
  }
}
