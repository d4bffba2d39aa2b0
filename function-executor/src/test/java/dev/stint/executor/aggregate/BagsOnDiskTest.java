package dev.stint.executor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.kernel.Bags;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.memory.MemoryUse;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.AggregateNode.Phase;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Aggregates of all values of groups whose bags are larger than the memory.
class BagsOnDiskTest {

  private static final PackedLayout NUMBER = PackedLayout.of(Part.ascending(DataType.DOUBLE));
  private static final PackedLayout TEXT = PackedLayout.of(Part.ascending(DataType.STRING));

  private static final Schema INPUT =
      Schema.of(
          Field.nullable("g", DataType.BIGINT),
          Field.nullable("number", DataType.BINARY),
          Field.nullable("text", DataType.BINARY),
          Field.required("flag", DataType.BOOLEAN));

  private static final List<AggregateCall> CALLS =
      List.of(
          call(AggregateFunction.PERCENTILE, 1, null, DataType.DOUBLE, text(NUMBER), share("0.3")),
          new AggregateCall(
              AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT),
          call(AggregateFunction.MODE, 2, null, DataType.BINARY),
          call(AggregateFunction.PERCENTILE, 1, null, DataType.DOUBLE, text(NUMBER), share("0.9")),
          call(AggregateFunction.QUANTILE, 2, 3, DataType.BINARY, share("0.5")),
          call(AggregateFunction.QUANTILE, 1, null, DataType.BINARY, share("1.0")));

  private static final List<AggregateCall> LONG_RESULTS =
      List.of(
          call(
              AggregateFunction.JOINED,
              2,
              null,
              DataType.STRING,
              text(TEXT),
              Literal.ofString(", ")),
          call(AggregateFunction.QUANTILE, 2, null, DataType.BINARY, share("0.5")));

  private static final int ROWS = 300_000;
  private static final long TIGHT_BYTES = 12 << 20;

  private final MemoryBudget ample = new MemoryBudget(1L << 30);
  private final MemoryUse use = new MemoryUse();

  /// How rows belong to groups.
  enum Groups {
    ONE,
    FEW,
    /// A large one among many of one row.
    SKEWED,
    MANY
  }

  @ParameterizedTest
  @EnumSource
  void bagsBeyondTheBudgetWaitOnTheDisk(Groups groups) {
    var input = rows(groups, 1);
    var expected = drain(input, groups, Phase.SINGLE, CALLS, ample);
    var tight = tight();

    var rows = drain(input, groups, Phase.SINGLE, CALLS, tight);

    assertThat(rows).isEqualTo(expected);
    assertThat(use.spilledBytes()).isPositive();
    assertThat(tight.reservedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void statesBeyondTheBudgetTravelInPieces(Groups groups) {
    var input = rows(groups, 2);
    var expected = drain(input, groups, Phase.SINGLE, CALLS, ample);
    var tight = tight();
    var states = batches(input, groups, Phase.PARTIAL, CALLS, tight);

    assertThat(use.spilledBytes()).isZero();
    assertThat(states).allMatch(batch -> bytes(batch) < 1 << 20);
    var rows = drain(states, groups, Phase.FINAL, CALLS, tight);

    assertThat(rows).isEqualTo(expected);
    assertThat(use.spilledBytes()).isPositive();
    assertThat(tight.reservedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE", "FEW", "SKEWED"})
  void longResultsTakeTheRoomOfTheirBags(Groups groups) {
    var input = rows(groups, 3).subList(0, 36);
    var expected = drain(input, groups, Phase.SINGLE, LONG_RESULTS, ample);
    var tight = tight();

    assertThat(drain(input, groups, Phase.SINGLE, LONG_RESULTS, tight)).isEqualTo(expected);
    assertThat(use.spilledBytes()).isPositive();
  }

  @Test
  void aResultThatCannotFitSaysHowMuchWouldDo() {
    var input = rows(Groups.ONE, 4);
    var small = new MemoryBudget(5 << 20);

    assertThatThrownBy(
            () -> drain(input, Groups.ONE, Phase.SINGLE, LONG_RESULTS.subList(0, 1), small))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE))
        .hasMessageContaining("at least");
    assertThat(small.reservedBytes()).isZero();
  }

  private MemoryBudget tight() {
    var budget = new MemoryBudget(TIGHT_BYTES);
    budget.countWith(use);
    return budget;
  }

  private static long bytes(Batch batch) {
    return batch.columns().stream()
        .filter(BytesVector.class::isInstance)
        .mapToLong(column -> IntStream.of(((BytesVector) column).lengths()).sum())
        .sum();
  }

  private static List<List<@Nullable Object>> drain(
      List<Batch> input,
      Groups groups,
      Phase phase,
      List<AggregateCall> calls,
      MemoryBudget budget) {
    return batches(input, groups, phase, calls, budget).stream()
        .flatMap(batch -> RowLists.of(List.of(batch)).stream())
        .sorted((a, b) -> String.valueOf(a).compareTo(String.valueOf(b)))
        .toList();
  }

  private static List<Batch> batches(
      List<Batch> input,
      Groups groups,
      Phase phase,
      List<AggregateCall> calls,
      MemoryBudget budget) {
    var keys = groups == Groups.ONE ? List.<Integer>of() : List.of(0);
    var schema = phase == Phase.FINAL ? AggregateNode.partialSchema(INPUT, keys, calls) : INPUT;
    var node = new AggregateNode(InputNode.of(schema), phase, keys, calls, Schema.EMPTY);
    var batches = new ArrayList<Batch>();
    try (var operator = new HashAggregateOperator(new ListOperator(input), node, budget)) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        batches.add(RowLists.copy(batch));
      }
    }
    return batches;
  }

  private static List<Batch> rows(Groups groups, long seed) {
    var chance = new Random(seed);
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < ROWS; from += Batch.MAX_ROWS) {
      batches.add(batch(groups, from, Math.min(Batch.MAX_ROWS, ROWS - from), chance));
    }
    return batches;
  }

  private static Batch batch(Groups groups, int from, int count, Random chance) {
    long[] keys = new long[count];
    double[] numbers = new double[count];
    boolean[] nulls = new boolean[count];
    long[] flags = new long[count];
    var texts = new BytesBuilder(count, 16 * count);
    for (int row = 0; row < count; row++) {
      keys[row] =
          switch (groups) {
            case ONE -> 0;
            case FEW -> chance.nextInt(3);
            case SKEWED -> chance.nextInt(4) == 0 ? from + row : -1;
            case MANY -> chance.nextInt(20_000);
          };
      numbers[row] = chance.nextInt(10) == 0 ? chance.nextInt(5) : chance.nextGaussian();
      nulls[row] = chance.nextInt(50) == 0;
      flags[row] = chance.nextInt(2);
      texts.append("t" + (chance.nextInt(20) == 0 ? "same" : chance.nextLong())).endRow();
    }
    return new Batch(
        count,
        List.of(
            new LongVector(count, keys, null),
            bags(NUMBER, new DoubleVector(count, numbers, null), nulls),
            bags(TEXT, texts.build(null), nulls),
            new LongVector(count, flags, null)));
  }

  /// A bag of one value for each row, but for those that are NULL.
  private static Vector bags(PackedLayout layout, Vector values, boolean[] nulls) {
    int count = values.rowCount();
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    var packed = PackedValues.pack(layout, new Vector[] {values}, count);
    var bags = Bags.of(packed, new LongVector(count, ones, null));
    return new BytesVector(count, bags.data(), bags.starts(), bags.lengths(), nulls);
  }

  private static AggregateCall call(
      AggregateFunction function,
      int argument,
      @Nullable Integer filter,
      DataType type,
      Literal... constants) {
    return new AggregateCall(function, argument, filter, DataType.BINARY, type, List.of(constants));
  }

  private static Literal text(PackedLayout layout) {
    return Literal.ofString(layout.text());
  }

  private static Literal share(String share) {
    return new Literal(DataType.DOUBLE, share);
  }
}
