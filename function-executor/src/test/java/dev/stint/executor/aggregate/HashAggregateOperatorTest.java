package dev.stint.executor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.AggregateNode.Phase;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashAggregateOperatorTest {

  private static final Schema INPUT =
      Schema.of(
          Field.nullable("n", DataType.INT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(28, 2)),
          Field.required("key", DataType.BIGINT),
          Field.nullable("money", DataType.decimal(18, 2)),
          Field.nullable("t", DataType.STRING),
          Field.nullable("b", DataType.BOOLEAN));

  private static final List<List<Integer>> GROUPINGS =
      List.of(
          List.of(),
          List.of(4),
          List.of(0),
          List.of(1),
          List.of(2),
          List.of(3),
          List.of(1, 6),
          List.of(0, 1, 2, 3));

  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  @Test
  void agreesWithAggregatingRowByRow() {
    for (int seed = 0; seed < 16; seed++) {
      var groups = GROUPINGS.get(seed % GROUPINGS.size());
      var input = small(seed, 40, seed % 5 == 0 ? 0 : 900);

      var rows = RowLists.drain(operator(input, Phase.SINGLE, INPUT, groups, calls(), budget));

      assertSame(rows, ReferenceAggregation.of(RowLists.of(input), groups, calls()), seed);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void partialThenFinalIsSingle() {
    for (int seed = 0; seed < 16; seed++) {
      var groups = GROUPINGS.get(seed % GROUPINGS.size());
      var input = small(seed, 40, seed == 0 ? 0 : 1500);
      int half = input.size() / 2;
      var states = new ArrayList<Batch>();
      for (var part : List.of(input.subList(0, half), input.subList(half, input.size()))) {
        states.addAll(partial(part, groups));
      }

      var rows = RowLists.drain(last(states, groups));

      assertSame(rows, ReferenceAggregation.of(RowLists.of(input), groups, calls()), seed);
    }
  }

  @Test
  void partialAggregationThatDoesNotReducePassesRowsThrough() {
    var input = small(3, 10_000_000, 120_000);
    var groups = List.of(4, 0, 3);

    var states = partial(input, groups, someCalls());

    assertThat(states.stream().mapToInt(Batch::rowCount).sum()).isGreaterThan(110_000);
    var single = RowLists.drain(operator(input, Phase.SINGLE, INPUT, groups, someCalls(), budget));
    var both = RowLists.drain(last(states, groups, someCalls()));
    assertThat(sorted(both)).isEqualTo(sorted(single));
  }

  @Test
  void partialAggregationStaysWithinItsShare() {
    var tight = new MemoryBudget(4 << 20);
    var input = small(4, 60_000, 120_000);
    var operator = operator(input, Phase.PARTIAL, INPUT, List.of(0), someCalls(), tight);

    assertThat(RowLists.drain(operator)).isNotEmpty();

    assertThat(tight.peakBytes()).isLessThan(3 << 20);
    assertThat(tight.reservedBytes()).isZero();
  }

  @Test
  void partialAggregationThatWasFullGroupsManyRowsAgain() {
    var tight = new MemoryBudget(4 << 20);
    var input = new ArrayList<>(small(4, 30_000, 80_000));
    input.addAll(small(5, 100, 400_000));

    try (var operator = operator(input, Phase.PARTIAL, INPUT, List.of(0), someCalls(), tight)) {
      // With the groups of each batch of the second part it would be 70,000.
      assertThat(RowLists.drain(operator)).hasSizeBetween(30_000, 45_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3_000_000, 6_000_000})
  void groupsBeyondTheBudgetWaitOnTheDisk(long budgetBytes) {
    for (int seed = 0; seed < GROUPINGS.size(); seed++) {
      var groups = GROUPINGS.get(seed);
      var input = small(seed, 30_000, 20_000);
      var expected =
          RowLists.drain(operator(input, Phase.SINGLE, INPUT, groups, spillingCalls(), budget));
      var tight = new MemoryBudget(budgetBytes);

      var rows =
          RowLists.drain(operator(input, Phase.SINGLE, INPUT, groups, spillingCalls(), tight));

      assertSame(rows, expected, seed);
      assertThat(tight.reservedBytes()).isZero();
    }
  }

  @Test
  void finalGroupsBeyondTheBudgetWaitOnTheDisk() {
    var groups = List.of(4, 1);
    var input = small(5, 30_000, 20_000);
    var expected =
        RowLists.drain(operator(input, Phase.SINGLE, INPUT, groups, spillingCalls(), budget));
    var tight = new MemoryBudget(4_000_000);
    var schema = AggregateNode.partialSchema(INPUT, groups, spillingCalls());
    var states = partial(input, groups, spillingCalls());

    var rows =
        RowLists.drain(
            operator(states, Phase.FINAL, schema, List.of(0, 1), spillingCalls(), tight));

    assertSame(rows, expected, 5);
  }

  @Test
  void aBudgetWithoutRoomForWhatSpillingTakesIsAResourceFailure() {
    var tight = new MemoryBudget(100_000);
    try (var operator =
        operator(small(4, 60_000, 30_000), Phase.SINGLE, INPUT, List.of(0), someCalls(), tight)) {
      assertFails(operator, FailureKind.RESOURCE);
    }
    assertThat(tight.reservedBytes()).isZero();
  }

  @Test
  void sumBeyondBigintIsTheUsersError() {
    var sum = new AggregateCall(AggregateFunction.SUM, 0, null, DataType.BIGINT, DataType.BIGINT);
    var batch =
        RowLists.batch(
            Schema.of(Field.required("n", DataType.BIGINT)),
            List.of(List.of(Long.MAX_VALUE), List.of(1L)));
    try (var operator =
        operator(List.of(batch), Phase.SINGLE, INPUT, List.of(), List.of(sum), budget)) {
      assertFails(operator, FailureKind.USER);
    }
  }

  @Test
  void scalarSubqueryOfTwoRowsIsTheUsersError() {
    var single =
        new AggregateCall(AggregateFunction.SINGLE_VALUE, 0, null, DataType.INT, DataType.INT);
    var batch = RowLists.batch(INPUT, RowLists.of(small(1, 9, 2)));
    try (var operator =
        operator(List.of(batch), Phase.SINGLE, INPUT, List.of(), List.of(single), budget)) {
      assertFails(operator, FailureKind.USER);
    }
  }

  @Test
  void scalarSubqueryOfOneNullIsNull() {
    var single =
        new AggregateCall(AggregateFunction.SINGLE_VALUE, 0, null, DataType.INT, DataType.INT);
    var row = new ArrayList<@Nullable Object>();
    row.add(null);
    var batch = RowLists.batch(Schema.of(Field.nullable("n", DataType.INT)), List.of(row));

    var rows =
        RowLists.drain(
            operator(List.of(batch), Phase.SINGLE, INPUT, List.of(), List.of(single), budget));

    assertThat(rows).containsExactly(row);
  }

  private static List<String> sorted(List<List<@Nullable Object>> rows) {
    return rows.stream().map(List::toString).sorted().toList();
  }

  private static void assertFails(HashAggregateOperator operator, FailureKind kind) {
    assertThatThrownBy(operator::next)
        .isInstanceOfSatisfying(StintException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static List<Batch> small(long seed, int domain, int rowCount) {
    return new RandomRows(seed, domain)
        .batches(INPUT, rowCount, rowCount > 10_000 ? 4096 : 200).stream()
            .map(batch -> ReferenceAggregation.withoutHugeValues(batch, INPUT))
            .toList();
  }

  private List<Batch> partial(List<Batch> input, List<Integer> groups) {
    return partial(input, groups, calls());
  }

  private List<Batch> partial(List<Batch> input, List<Integer> groups, List<AggregateCall> calls) {
    var batches = new ArrayList<Batch>();
    try (var operator = operator(input, Phase.PARTIAL, INPUT, groups, calls, budget)) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        batches.add(RowLists.copy(batch));
      }
    }
    return batches;
  }

  private HashAggregateOperator last(List<Batch> states, List<Integer> groups) {
    return last(states, groups, calls());
  }

  private HashAggregateOperator last(
      List<Batch> states, List<Integer> groups, List<AggregateCall> calls) {
    var schema = AggregateNode.partialSchema(INPUT, groups, calls);
    var columns = new ArrayList<Integer>();
    for (int column = 0; column < groups.size(); column++) {
      columns.add(column);
    }
    return operator(states, Phase.FINAL, schema, columns, calls, budget);
  }

  private static HashAggregateOperator operator(
      List<Batch> input,
      Phase phase,
      Schema schema,
      List<Integer> groups,
      List<AggregateCall> calls,
      MemoryBudget budget) {
    var node = new AggregateNode(InputNode.of(schema), phase, groups, calls, Schema.EMPTY);
    return new HashAggregateOperator(new ListOperator(input), node, budget);
  }

  private static List<AggregateCall> someCalls() {
    return List.of(
        new AggregateCall(
            AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT),
        new AggregateCall(AggregateFunction.SUM, 0, null, DataType.INT, DataType.BIGINT),
        new AggregateCall(AggregateFunction.MAX, 1, null, DataType.STRING, DataType.STRING));
  }

  private static List<AggregateCall> spillingCalls() {
    var calls = new ArrayList<>(someCalls());
    calls.add(
        new AggregateCall(
            AggregateFunction.AVG, 5, 7, DataType.decimal(18, 2), DataType.decimal(22, 6)));
    calls.add(new AggregateCall(AggregateFunction.AVG, 0, null, DataType.INT, DataType.DOUBLE));
    return calls;
  }

  private static List<AggregateCall> calls() {
    return ReferenceAggregation.everyCall();
  }

  private static void assertSame(
      List<List<@Nullable Object>> rows, List<List<@Nullable Object>> expected, int seed) {
    assertThat(ReferenceAggregation.rounded(rows).stream().sorted().toList())
        .as("seed %d", seed)
        .isEqualTo(ReferenceAggregation.rounded(expected).stream().sorted().toList());
  }
}
