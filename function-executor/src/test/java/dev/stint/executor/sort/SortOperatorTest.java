package dev.stint.executor.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.RowOrder;
import dev.stint.executor.kernel.SortKeyEncoder;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortOperatorTest {

  static final Schema INPUT =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(30, 2)),
          Field.required("id", DataType.BIGINT));

  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  @Test
  void encodedKeysOrderAsRowsDo() {
    for (int seed = 0; seed < 20; seed++) {
      var keys = randomKeys(new Random(seed));
      var batch = new RandomRows(seed, 1000).batches(INPUT, 100, 100).getFirst();
      var rows = RowLists.of(batch);

      var encoded =
          RowLists.of(new Batch(batch.rowCount(), List.of(new SortKeyEncoder(keys).encode(batch))));

      var order = RowOrder.of(keys);
      for (int left = 0; left < rows.size(); left++) {
        for (int right = 0; right < rows.size(); right++) {
          int ofBytes =
              ((String) encoded.get(left).getFirst())
                  .compareTo((String) encoded.get(right).getFirst());
          assertThat(Integer.signum(ofBytes))
              .as("%s and %s by %s", rows.get(left), rows.get(right), keys)
              .isEqualTo(Integer.signum(order.compare(rows.get(left), rows.get(right))));
        }
      }
    }
  }

  @Test
  void sortingLooksWhetherItIsCancelled() {
    var input = new RandomRows(1, 1 << 30).batches(INPUT, 20_000, 4000);
    for (int column : new int[] {0, 1}) {
      var keys = List.of(SortKey.ascending(column));
      var rows = new RowSort(INPUT, keys, budget, "a");
      input.forEach(rows::append);
      Thread.currentThread().interrupt();

      assertThatThrownBy(rows::sort)
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void agreesWithAStableSort() {
    for (int seed = 0; seed < 24; seed++) {
      var random = new Random(seed);
      var keys = randomKeys(random);
      int domain = seed % 2 == 0 ? 20 : 1 << 30;
      var input = new RandomRows(seed, domain).batches(INPUT, random.nextInt(9000), 700);

      var sorted =
          RowLists.drain(
              new SortOperator(
                  new ListOperator(input), new SortNode(InputNode.of(INPUT), keys), budget));

      var expected = new ArrayList<>(RowLists.of(input));
      expected.sort(RowOrder.of(keys));
      assertThat(sorted).as("seed %d by %s", seed, keys).isEqualTo(expected);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void topIsTheBeginningOfTheSortedInput() {
    for (int seed = 0; seed < 24; seed++) {
      var random = new Random(seed);
      var keys = randomKeys(random);
      var input = new RandomRows(seed, 1 << 20).batches(INPUT, random.nextInt(20_000), 4096);
      long limit = seed % 8 == 0 ? Long.MAX_VALUE : random.nextInt(seed % 2 == 0 ? 30 : 5000);
      long offset = seed % 3 == 0 ? random.nextInt(40) : 0;
      var node = new TopNNode(InputNode.of(INPUT), keys, limit, offset);

      var top = RowLists.drain(new TopNOperator(new ListOperator(input), node, budget));

      var expected = new ArrayList<>(RowLists.of(input));
      expected.sort(RowOrder.of(keys));
      var wanted = expected.stream().skip(offset).limit(limit).toList();
      // Rows with equal keys may stand for each other.
      assertThat(keysOf(top, keys)).as("seed %d", seed).isEqualTo(keysOf(wanted, keys));
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void topKeepsLittleOfALargeInput() {
    var input = new RandomRows(5, 1 << 20).batches(INPUT, 100_000, 4096);
    var keys = List.of(SortKey.ascending(0));
    var node = new TopNNode(InputNode.of(INPUT), keys, 10, 0);

    RowLists.drain(new TopNOperator(new ListOperator(input), node, budget));

    assertThat(budget.peakBytes()).isLessThan(5 << 20);
  }

  @Test
  void inputBeyondTheBudgetIsSortedByPortionsOnTheDisk() {
    for (int seed = 0; seed < 6; seed++) {
      var keys = randomKeys(new Random(seed));
      var small = new MemoryBudget(3 << 20);
      var input = new RandomRows(seed, 1 << 20).batches(INPUT, 60_000, 4096);

      var sorted =
          RowLists.drain(
              new SortOperator(
                  new ListOperator(input), new SortNode(InputNode.of(INPUT), keys), small));

      var expected = new ArrayList<>(RowLists.of(input));
      expected.sort(RowOrder.of(keys));
      assertThat(sorted).as("seed %d by %s", seed, keys).isEqualTo(expected);
      assertThat(small.reservedBytes()).isZero();
    }
  }

  @Test
  void budgetBelowABatchIsAResourceFailure() {
    var small = new MemoryBudget(100_000);
    var input = new RandomRows(5, 1 << 20).batches(INPUT, 20_000, 4096);
    var node = new SortNode(InputNode.of(INPUT), List.of(SortKey.ascending(0)));
    try (var operator = new SortOperator(new ListOperator(input), node, small)) {
      assertThatThrownBy(operator::next)
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE));
    }
    assertThat(small.reservedBytes()).isZero();
  }

  static List<SortKey> randomKeys(Random random) {
    var keys = new ArrayList<SortKey>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      keys.add(
          new SortKey(
              random.nextInt(INPUT.size()),
              random.nextBoolean() ? SortKey.Direction.ASCENDING : SortKey.Direction.DESCENDING,
              random.nextBoolean() ? SortKey.Nulls.FIRST : SortKey.Nulls.LAST));
    }
    return keys;
  }

  private static List<List<String>> keysOf(List<List<@Nullable Object>> rows, List<SortKey> keys) {
    return rows.stream()
        .map(row -> keys.stream().map(key -> text(row.get(key.column()))).toList())
        .toList();
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value instanceof Double number ? Double.valueOf(number + 0.0) : value);
  }
}
