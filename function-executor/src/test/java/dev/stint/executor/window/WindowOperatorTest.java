package dev.stint.executor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowOperatorTest {

  private static final Schema LONGS =
      Schema.of(Field.required("k", DataType.BIGINT), Field.required("v", DataType.BIGINT));

  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  @Test
  void agreesWithTheDefinitionWhateverTheStepsAndBatches() {
    for (int seed = 0; seed < 600; seed++) {
      checkByDefinition(seed, Integer.MAX_VALUE);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void agreesWithTheDefinitionWhenRowsWaitOnTheDisk() {
    for (int seed = 0; seed < 200; seed++) {
      checkByDefinition(seed, 1 + seed % 50);
    }
    assertThat(budget.reservedBytes()).isZero();
    assertThat(budget.disk().usedBytes()).isZero();
  }

  private void checkByDefinition(int seed, int maxRows) {
    var windows = new RandomWindows(seed);
    var rows = windows.rows(seed, windows.nextInt(seed % 10 == 0 ? 400 : 90));
    var node = windows.node(5);
    int stepRows = 1 + windows.nextInt(30);
    var input = new ListOperator(windows.batches(rows, 40));

    var result = RowLists.drain(new WindowOperator(input, node, budget, stepRows, maxRows));

    assertThat(result)
        .as(
            "seed %d: %s by %s order %s",
            seed, node.calls(), node.partitionColumns(), node.orderKeys())
        .usingElementComparator(WindowOperatorTest::compare)
        .containsExactlyElementsOf(ReferenceWindow.of(node, rows));
  }

  /// 0 where rows are equal; doubles may differ by rounding.
  private static int compare(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int column = 0; column < left.size(); column++) {
      if (!isEqual(left.get(column), right.get(column))) {
        return 1;
      }
    }
    return 0;
  }

  private static boolean isEqual(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Double first && right instanceof Double second)
        ? first.equals(second) || Math.abs(first - second) <= 1e-9 * Math.max(1, Math.abs(second))
        : Objects.equals(left, right);
  }

  @Test
  void runningCallsHoldNextToNothingOfALargePartition() {
    var sum = new AggregateCall(AggregateFunction.SUM, 1, null, DataType.BIGINT, DataType.BIGINT);
    var calls =
        List.<WindowCall>of(
            new WindowCall.Rank(WindowCall.Ranking.ROW_NUMBER),
            new WindowCall.Aggregate(sum, Frame.RUNNING_PEERS),
            new WindowCall.Aggregate(sum, new Frame(new Frame.Row(-2), new Frame.Row(0))),
            new WindowCall.Offset(1, -1, null, WindowCall.Nulls.RESPECT, DataType.BIGINT),
            new WindowCall.Offset(1, 3, null, WindowCall.Nulls.RESPECT, DataType.BIGINT));
    int batches = 200;
    var input = new ListOperator(constantRows(batches));

    var result = RowLists.drain(new WindowOperator(input, node(calls), budget));

    long rows = (long) batches * Batch.MAX_ROWS;
    assertThat(result).hasSize((int) rows);
    assertThat(result.get((int) rows - 4))
        .containsExactly(rows - 4, 1L, rows - 3, rows - 3, 3L, 1L, 1L);
    assertThat(result.getLast()).containsExactly(rows - 1, 1L, rows, rows, 3L, 1L, null);
    assertThat(budget.peakBytes()).isLessThan(2 << 20);
  }

  @Test
  void aPartitionBeyondTheBudgetWaitsOnTheDisk() {
    var calls = List.<WindowCall>of(new WindowCall.Rank(WindowCall.Ranking.CUME_DIST));
    var small = new MemoryBudget(1 << 20);
    int batches = 100;
    long rows = (long) batches * Batch.MAX_ROWS;
    try (var operator =
        new WindowOperator(new ListOperator(constantRows(batches)), node(calls), small)) {
      long row = 0;
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        for (int i = 0; i < batch.rowCount(); i++) {
          assertThat(batch.longs(0).values()[i]).isEqualTo(row++);
          assertThat(batch.doubles(2).values()[i]).isEqualTo((double) row / rows);
        }
      }
      assertThat(row).isEqualTo(rows);
    }
    assertThat(small.reservedBytes()).isZero();
    assertThat(small.disk().usedBytes()).isZero();
  }

  @Test
  void slidingDoublesLoseNothing() {
    var sum = new AggregateCall(AggregateFunction.SUM, 1, null, DataType.DOUBLE, DataType.DOUBLE);
    var frame = new Frame(new Frame.Row(-1), new Frame.Row(0));
    double[] values = {1e300, 1, 2, Double.POSITIVE_INFINITY, 3, 4, Double.NaN, 5, 6};
    var rows = new ArrayList<List<Object>>();
    for (double value : values) {
      rows.add(List.of((long) rows.size(), value));
    }
    var schema =
        Schema.of(Field.required("k", DataType.BIGINT), Field.required("v", DataType.DOUBLE));
    var input = new ListOperator(List.of(RowLists.batch(schema, new ArrayList<>(rows))));
    var node = node(schema, List.of(new WindowCall.Aggregate(sum, frame)));

    var result = RowLists.drain(new WindowOperator(input, node, budget));

    assertThat(result.stream().map(List::getLast))
        .containsExactly(
            1e300,
            1e300,
            3.0,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            7.0,
            Double.NaN,
            Double.NaN,
            11.0);
  }

  @Test
  void framesFarWiderThanAStepAddUp() {
    int rowCount = 60_000;
    var random = new Random(3);
    long[] values = random.longs(rowCount, -1000, 1000).toArray();
    var frame = new Frame(new Frame.Row(-20_000), new Frame.Row(5));

    var sums = sums(frame, values);

    long sum = Arrays.stream(values, 0, 5).sum();
    for (int row = 0; row < rowCount; row++) {
      sum += row + 5 < rowCount ? values[row + 5] : 0;
      sum -= row > 20_000 ? values[row - 20_001] : 0;
      assertThat(sums.get(row)).as("row %d", row).isEqualTo(sum);
    }
  }

  @Test
  void slidingSumsOverflowOnlyAsResults() {
    long large = Long.MAX_VALUE - 1;
    var frame = new Frame(new Frame.Row(-2), new Frame.Row(0));

    assertThat(sums(frame, large, -large, large, -large, large)).endsWith(large, -large, large);
    assertThatThrownBy(() -> sums(frame, 1, large, 5))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("exceeds the range of bigint");
  }

  private List<Object> sums(Frame frame, long... values) {
    var sum = new AggregateCall(AggregateFunction.SUM, 1, null, DataType.BIGINT, DataType.BIGINT);
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < values.length; from += Batch.MAX_ROWS) {
      int count = Math.min(values.length - from, Batch.MAX_ROWS);
      var column = new LongVector(values.length, values, null).slice(from, count);
      batches.add(new Batch(count, List.of(column, column)));
    }
    var input = new ListOperator(batches);
    var node = node(List.of(new WindowCall.Aggregate(sum, frame)));
    return RowLists.drain(new WindowOperator(input, node, budget)).stream()
        .map(List::getLast)
        .toList();
  }

  private static WindowNode node(List<WindowCall> calls) {
    return node(LONGS, calls);
  }

  private static WindowNode node(Schema schema, List<WindowCall> calls) {
    var fields = new ArrayList<>(schema.fields());
    calls.forEach(call -> fields.add(Field.nullable("c" + fields.size(), call.type())));
    return new WindowNode(
        InputNode.of(schema), List.of(), List.of(SortKey.ascending(0)), calls, new Schema(fields));
  }

  /// Keys count up; all values are 1.
  private static List<Batch> constantRows(int batchCount) {
    var batches = new ArrayList<Batch>();
    for (int batch = 0; batch < batchCount; batch++) {
      long[] keys = new long[Batch.MAX_ROWS];
      long[] ones = new long[Batch.MAX_ROWS];
      for (int row = 0; row < keys.length; row++) {
        keys[row] = (long) batch * Batch.MAX_ROWS + row;
        ones[row] = 1;
      }
      batches.add(
          new Batch(
              keys.length,
              List.of(
                  new LongVector(keys.length, keys, null),
                  new LongVector(keys.length, ones, null))));
    }
    return batches;
  }
}
