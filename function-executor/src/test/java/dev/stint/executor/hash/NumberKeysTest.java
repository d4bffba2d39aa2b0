package dev.stint.executor.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.PhysicalType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keys of one column of whole numbers, which are looked up in one of two ways, and go from one to
/// the other as they come.
class NumberKeysTest {

  private static final int[] KEY = {0};

  private final MemoryAccount memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "keys");
  private final KeyTable table = new KeyTable(List.of(PhysicalType.LONG), memory);
  private final Map<@Nullable Long, Integer> known = new HashMap<>();
  private final int[] groups = new int[Batch.MAX_ROWS];
  private final Random random = new Random(11);

  @Test
  void ascendingNumbers() {
    addBatches(40, i -> i / 3);
    assertThat(memory.reservedBytes()).isLessThan(60L * table.size());
  }

  @Test
  void descendingNumbers() {
    addBatches(40, i -> 1_000_000 - i);
  }

  @Test
  void numbersAroundZeroInAnyOrder() {
    addBatches(40, _ -> random.nextLong(-30_000, 30_000));
  }

  @Test
  void numbersFarApart() {
    addBatches(20, i -> i * 1_000_000_007L);
  }

  /// Too far apart for a place each, close enough for a bit each.
  @Test
  void fewOfManyNumbers() {
    addBatches(20, _ -> random.nextLong(-2_000_000, 4_000_000) / 31 * 31);
    addBatches(20, _ -> random.nextLong(-2_000_000, 4_000_000) / 31 * 31);
    assertThat(find(31 * 31 + 1)).isEqualTo(-1);
    assertThat(find(1L << 40)).isEqualTo(-1);
    assertThat(find(Long.MIN_VALUE)).isEqualTo(-1);
  }

  @Test
  void theLeastAndTheGreatestNumbers() {
    addBatches(2, i -> Long.MIN_VALUE + i % 100);
    addBatches(2, i -> Long.MAX_VALUE - i % 100);
    addBatches(2, i -> i);
  }

  @Test
  void theGreatestAlone() {
    addBatches(2, i -> Long.MAX_VALUE - i);
    assertThat(find(Long.MIN_VALUE)).isEqualTo(-1);
  }

  @Test
  void theLeastAlone() {
    addBatches(2, i -> Long.MIN_VALUE + 5_000 - i % 5_000);
    assertThat(find(Long.MAX_VALUE)).isEqualTo(-1);
    assertThat(find(Long.MIN_VALUE)).isEqualTo(-1);
  }

  /// Few of a large range at first, then nearly all of it, then one far away.
  @Test
  void numbersThatCloseUpAndScatterAgain() {
    addBatches(60, _ -> random.nextLong(200_000));
    addBatches(1, i -> i == 9 ? 1L << 40 : i);
    addBatches(60, _ -> random.nextLong(200_000));
  }

  @Test
  void aNullAmongThem() {
    addBatches(3, i -> i);
    boolean[] nulls = new boolean[10];
    nulls[4] = true;
    add(new LongVector(10, LongStream.range(5, 15).toArray(), nulls));
    addBatches(3, i -> i * 2);
    assertThat(known).containsKey(null);
  }

  @Test
  void newNumbersAfterTheOldAreForgotten() {
    for (long from : new long[] {100, 5, 1_000_000, 1L << 50}) {
      table.clear();
      known.clear();
      addBatches(3, i -> from + i % 700);
      assertThat(table.size()).isEqualTo(700);
    }
  }

  @Test
  void givesBackWhatItReserved() {
    addBatches(60, _ -> random.nextLong(200_000));
    addBatches(20, i -> i * 1_000_000_007L);
    memory.close();
    assertThat(memory.reservedBytes()).isZero();
  }

  private void addBatches(int batchCount, LongUnaryOperator numbers) {
    long row = 0;
    for (int batch = 0; batch < batchCount; batch++) {
      long[] values = new long[1 + random.nextInt(Batch.MAX_ROWS)];
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.applyAsLong(row++);
      }
      add(new LongVector(values.length, values, null));
    }
    for (var number : known.keySet()) {
      if (number != null && !known.containsKey(number + 1)) {
        assertThat(find(number + 1)).isEqualTo(-1);
        break;
      }
    }
  }

  private int find(long number) {
    table.find(new Batch(1, List.of(new LongVector(1, new long[] {number}, null))), KEY, groups);
    return groups[0];
  }

  /// Adds the numbers, looks them up again, and holds both against what is known.
  private void add(LongVector numbers) {
    var batch = new Batch(numbers.rowCount(), List.of(numbers));
    table.findOrAdd(batch, KEY, groups);
    for (int row = 0; row < numbers.rowCount(); row++) {
      Long number = numbers.isNull(row) ? null : numbers.values()[row];
      int expected = known.computeIfAbsent(number, _ -> known.size());
      if (groups[row] != expected) {
        assertThat(groups[row]).as("group of %s", number).isEqualTo(expected);
      }
    }
    assertThat(table.size()).isEqualTo(known.size());
    table.find(batch, KEY, groups);
    for (int row = 0; row < numbers.rowCount(); row++) {
      if (!numbers.isNull(row) && groups[row] != known.get(numbers.values()[row])) {
        assertThat(groups[row]).isEqualTo(known.get(numbers.values()[row]));
      }
    }
  }
}
