package dev.stint.executor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.kernel.Bags;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.memory.DiskBudget;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.memory.MemoryUse;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.expression.WindowCall.From;
import dev.stint.plan.expression.WindowCall.Nulls;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Windows over partitions that are far larger than the memory.
class WindowRowsOnDiskTest {

  private static final PackedLayout NUMBER = PackedLayout.of(Part.ascending(DataType.DOUBLE));

  private static final int PARTITION = 0;
  private static final int ORDER = 1;
  private static final int VALUE = 2;
  private static final int TEXT = 4;
  private static final int BAG = 5;
  private static final int NEAR = 6;
  private static final int FAR = 7;

  private static final Schema INPUT =
      Schema.of(
          Field.required("k", DataType.BIGINT),
          Field.nullable("o", DataType.BIGINT),
          Field.nullable("v", DataType.BIGINT),
          Field.required("d", DataType.DOUBLE),
          Field.nullable("t", DataType.STRING),
          Field.nullable("bag", DataType.BINARY),
          Field.nullable("near", DataType.BIGINT),
          Field.nullable("far", DataType.BIGINT),
          Field.required("padding", DataType.STRING));

  private static final int ROWS = 60_000;
  private static final long TIGHT_BYTES = 6 << 20;

  private final MemoryUse use = new MemoryUse();

  /// How rows lie in partitions.
  enum Partitions {
    ONE,
    /// A large one among many small ones.
    HOT,
    /// Some larger than the memory, one after the other.
    FEW
  }

  static Stream<Frame> frames() {
    return Stream.of(
        Frame.PARTITION,
        Frame.RUNNING_ROWS,
        Frame.RUNNING_PEERS,
        new Frame(new Frame.Unbounded(), new Frame.Row(25_000)),
        new Frame(new Frame.Row(0), new Frame.Unbounded()),
        new Frame(new Frame.Peers(), new Frame.Unbounded()),
        new Frame(new Frame.Row(-20_000), new Frame.Row(0)),
        new Frame(new Frame.Row(-15_000), new Frame.Row(15_000)),
        new Frame(new Frame.Row(10_000), new Frame.Row(30_000)),
        new Frame(new Frame.Row(-3), new Frame.Row(2)),
        new Frame(new Frame.Peers(), new Frame.Row(15_000)),
        new Frame(new Frame.Value(NEAR), new Frame.Value(FAR)),
        new Frame(new Frame.Value(NEAR), new Frame.Unbounded()),
        new Frame(new Frame.Unbounded(), new Frame.Value(NEAR)));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFrameGivesWhatItGivesInMemory(Frame frame) {
    check(
        Partitions.HOT,
        List.of(
            new WindowCall.Aggregate(sum(VALUE, DataType.BIGINT), frame),
            new WindowCall.Aggregate(call(AggregateFunction.MAX, TEXT, DataType.STRING), frame),
            new WindowCall.Nth(TEXT, 1, From.FIRST, Nulls.RESPECT, frame, DataType.STRING),
            new WindowCall.Nth(VALUE, 3, From.LAST, Nulls.RESPECT, frame, DataType.BIGINT),
            new WindowCall.Nth(VALUE, 2, From.FIRST, Nulls.IGNORE, frame, DataType.BIGINT),
            new WindowCall.Nth(TEXT, 1, From.LAST, Nulls.IGNORE, frame, DataType.STRING)));
  }

  @ParameterizedTest
  @EnumSource
  void placesInPartitionsAreWhatTheyAreInMemory(Partitions partitions) {
    check(
        partitions,
        Stream.concat(
                Stream.of(WindowCall.Ranking.values()).<WindowCall>map(WindowCall.Rank::new),
                Stream.of(new WindowCall.Ntile(7), new WindowCall.Ntile(1_000_000)))
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void rowsAtADistanceAreWhatTheyAreInMemory(Partitions partitions) {
    check(
        partitions,
        List.of(
            offset(TEXT, 15_000, null, Nulls.RESPECT),
            offset(VALUE, -12_000, VALUE, Nulls.RESPECT),
            offset(VALUE, -10_000, null, Nulls.IGNORE),
            offset(TEXT, 7_000, TEXT, Nulls.IGNORE),
            offset(VALUE, 1, null, Nulls.RESPECT)));
  }

  @ParameterizedTest
  @EnumSource
  void totalsAreWhatTheyAreInMemory(Partitions partitions) {
    check(
        partitions,
        Stream.of(
                sum(VALUE, DataType.BIGINT),
                call(AggregateFunction.COUNT, TEXT, DataType.BIGINT),
                call(AggregateFunction.MIN, TEXT, DataType.STRING),
                bag(AggregateFunction.PERCENTILE, DataType.DOUBLE, text(), share("0.3")),
                bag(AggregateFunction.MODE, DataType.BINARY))
            .<WindowCall>map(call -> new WindowCall.Aggregate(call, Frame.PARTITION))
            .toList());
  }

  @Test
  void aPartitionOfAHundredTimesTheMemoryHasItsAnswer() {
    int rows = 500_000;
    var tight = tight(new DiskBudget(1L << 30));
    var calls =
        List.<WindowCall>of(
            new WindowCall.Rank(WindowCall.Ranking.PERCENT_RANK),
            new WindowCall.Aggregate(
                call(AggregateFunction.COUNT_ALL, null, DataType.BIGINT), Frame.PARTITION),
            new WindowCall.Nth(
                ORDER, 1, From.LAST, Nulls.RESPECT, Frame.PARTITION, DataType.BIGINT));
    long row = 0;
    long wrong = 0;
    try (var window =
        new WindowOperator(new Rows(Partitions.ONE, rows, 1200, at -> at), node(calls), tight)) {
      for (var batch = window.next(); batch != null; batch = window.next()) {
        double[] ranks = batch.doubles(INPUT.size()).values();
        long[] counts = batch.longs(INPUT.size() + 1).values();
        long[] lasts = batch.longs(INPUT.size() + 2).values();
        for (int i = 0; i < batch.rowCount(); i++, row++) {
          boolean isRight =
              ranks[i] == (double) row / (rows - 1)
                  && counts[i] == rows
                  && lasts[i] == rows - 1
                  && batch.longs(ORDER).values()[i] == row;
          wrong += isRight ? 0 : 1;
        }
      }
    }
    assertThat(wrong).isZero();
    assertThat(row).isEqualTo(rows);
    assertThat(use.peakBytes()).isLessThanOrEqualTo(TIGHT_BYTES);
    assertNothingIsLeft(tight);
  }

  @Test
  void rowsThatNoFrameNeedsLeaveTheDisk() {
    var calls =
        List.<WindowCall>of(
            new WindowCall.Aggregate(
                sum(VALUE, DataType.BIGINT), new Frame(new Frame.Row(-60_000), new Frame.Row(0))));
    var tight = tight(new DiskBudget(1L << 30));
    long most = 0;
    try (var window =
        new WindowOperator(
            new Rows(Partitions.ONE, 400_000, 250, row -> row), node(calls), tight)) {
      while (window.next() != null) {
        most = Math.max(most, tight.disk().usedBytes());
      }
    }
    assertThat(use.spilledBytes()).isGreaterThan(3 * most);
    assertNothingIsLeft(tight);
  }

  @Test
  void rowsBeyondTheDiskAreAResourceFailure() {
    var tight = tight(new DiskBudget(1 << 20));
    try (var window = new WindowOperator(rows(Partitions.ONE), node(total()), tight)) {
      assertThatThrownBy(window::next)
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE))
          .hasMessageContaining("the function's disk");
    }
    assertNothingIsLeft(tight);
  }

  @Test
  void anInterruptedWindowEndsWhileItReadsTheDisk() {
    var tight = tight(new DiskBudget(1L << 30));
    try (var window = new WindowOperator(rows(Partitions.ONE), node(total()), tight)) {
      assertThat(window.next()).isNotNull();
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> {
                while (window.next() != null) {
                  // To the end.
                }
              })
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertNothingIsLeft(tight);
  }

  private void check(Partitions partitions, List<WindowCall> calls) {
    var tight = tight(new DiskBudget(1L << 30));
    var ample = new MemoryBudget(1L << 30);
    try (var inMemory = new WindowOperator(rows(partitions), node(calls), ample);
        var onDisk = new WindowOperator(rows(partitions), node(calls), tight)) {
      var expected = new RowReader(inMemory);
      var found = new RowReader(onDisk);
      long row = 0;
      while (expected.next()) {
        assertThat(found.next()).isTrue();
        assertThat(found.row()).as("row %d", row++).isEqualTo(expected.row());
      }
      assertThat(found.next()).isFalse();
    }
    assertThat(use.spilledBytes()).isPositive();
    assertThat(use.peakBytes()).isLessThanOrEqualTo(TIGHT_BYTES);
    assertNothingIsLeft(tight);
  }

  private MemoryBudget tight(DiskBudget disk) {
    var budget = new MemoryBudget(TIGHT_BYTES, disk);
    budget.countWith(use);
    return budget;
  }

  private static void assertNothingIsLeft(MemoryBudget budget) {
    assertThat(budget.reservedBytes()).isZero();
    assertThat(budget.disk().usedBytes()).isZero();
  }

  /// Row by row, however they come in batches.
  private static final class RowReader {

    private final Operator rows;
    private List<List<@Nullable Object>> batch = List.of();
    private int next;

    RowReader(Operator rows) {
      this.rows = rows;
    }

    boolean next() {
      if (++next >= batch.size()) {
        var more = rows.next();
        batch = more == null ? List.of() : RowLists.of(more);
        next = 0;
      }
      return next < batch.size();
    }

    List<@Nullable Object> row() {
      return batch.get(next);
    }
  }

  private static Operator rows(Partitions partitions) {
    // Peers of ten rows, after some NULLs.
    return new Rows(partitions, ROWS, 250, row -> row / 10);
  }

  /// Rows in order, by a seed.
  private static final class Rows implements Operator {

    private final Partitions partitions;
    private final int rowCount;
    private final LongUnaryOperator order;
    private final Random chance = new Random(7);
    private final String padding;
    private int next;

    Rows(Partitions partitions, int rowCount, int paddingBytes, LongUnaryOperator order) {
      this.padding = "p".repeat(paddingBytes);
      this.partitions = partitions;
      this.rowCount = rowCount;
      this.order = order;
    }

    @Override
    public @Nullable Batch next() {
      int most = Math.min(Batch.MAX_ROWS, 1_000_000 / (50 + padding.length()));
      int count = Math.min(1 + chance.nextInt(most), rowCount - next);
      if (count == 0) {
        return null;
      }
      long[] keys = new long[count];
      long[] orders = new long[count];
      long[] values = new long[count];
      double[] numbers = new double[count];
      long[] near = new long[count];
      long[] far = new long[count];
      boolean[] nulls = new boolean[count];
      boolean[] orderNulls = new boolean[count];
      var texts = new BytesBuilder(count, 16 * count);
      var paddings = new BytesBuilder(count, (20 + padding.length()) * count);
      for (int i = 0; i < count; i++, next++) {
        keys[i] = partition(next);
        orders[i] = order.applyAsLong(next);
        orderNulls[i] = partitions != Partitions.ONE && orders[i] < 30;
        near[i] = orders[i] - 700;
        far[i] = orders[i] + 700;
        values[i] = chance.nextInt(1000);
        numbers[i] = chance.nextInt(10) == 0 ? chance.nextInt(5) : chance.nextGaussian();
        nulls[i] = chance.nextInt(6) == 0;
        paddings.append(padding + chance.nextLong()).endRow();
        texts.append("text " + chance.nextLong()).endRow();
      }
      var doubles = new DoubleVector(count, numbers, null);
      return new Batch(
          count,
          List.of(
              new LongVector(count, keys, null),
              new LongVector(count, orders, orderNulls),
              new LongVector(count, values, nulls),
              doubles,
              texts.build(nulls),
              bags(doubles, nulls),
              new LongVector(count, near, orderNulls),
              new LongVector(count, far, orderNulls),
              paddings.build(null)));
    }

    private long partition(int row) {
      return switch (partitions) {
        case ONE -> 0;
        case HOT -> row < 5000 ? row / 7 : row < 55_000 ? 5000 : row / 3;
        case FEW -> row / 22_000;
      };
    }

    private static Vector bags(Vector values, boolean[] nulls) {
      int count = values.rowCount();
      long[] ones = new long[count];
      Arrays.fill(ones, 1);
      var packed = PackedValues.pack(NUMBER, new Vector[] {values}, count);
      var bags = Bags.of(packed, new LongVector(count, ones, null));
      return new BytesVector(count, bags.data(), bags.starts(), bags.lengths(), nulls);
    }

    @Override
    public void close() {}
  }

  private static WindowNode node(List<WindowCall> calls) {
    var fields = new ArrayList<>(INPUT.fields());
    calls.forEach(call -> fields.add(Field.nullable("c" + fields.size(), call.type())));
    return new WindowNode(
        InputNode.of(INPUT),
        List.of(PARTITION),
        List.of(SortKey.ascending(ORDER)),
        calls,
        new Schema(fields));
  }

  private static List<WindowCall> total() {
    return List.of(new WindowCall.Aggregate(sum(VALUE, DataType.BIGINT), Frame.PARTITION));
  }

  private static WindowCall offset(int column, long offset, @Nullable Integer orElse, Nulls nulls) {
    return new WindowCall.Offset(column, offset, orElse, nulls, INPUT.type(column));
  }

  private static AggregateCall sum(int column, DataType type) {
    return call(AggregateFunction.SUM, column, type);
  }

  private static AggregateCall call(
      AggregateFunction function, @Nullable Integer column, DataType type) {
    return new AggregateCall(
        function, column, null, column == null ? DataType.BIGINT : INPUT.type(column), type);
  }

  private static AggregateCall bag(
      AggregateFunction function, DataType type, Literal... constants) {
    return new AggregateCall(function, BAG, null, DataType.BINARY, type, List.of(constants));
  }

  private static Literal text() {
    return Literal.ofString(NUMBER.text());
  }

  private static Literal share(String share) {
    return new Literal(DataType.DOUBLE, share);
  }
}
