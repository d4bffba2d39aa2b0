package dev.stint.executor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.DataType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sums of few groups and of many, of short numbers and of long ones, are the same sums.
class FewGroupsTest {

  private static final int ROWS = Batch.MAX_ROWS;

  private final MemoryAccount memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "sums");
  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 65, 1000})
  void sumsAndCountsAreExact(int groupCount) {
    var decimals = new DecimalSumState(DataType.decimal(38, 0), memory);
    var longs = new LongSumState(memory, DataType.BIGINT);
    var counts = new CountState(memory);
    var expected = new BigInteger[groupCount];
    long[] expectedCounts = new long[groupCount];
    Arrays.fill(expected, BigInteger.ZERO);
    for (var state : new GroupState[] {decimals, longs, counts}) {
      state.ensureGroups(groupCount);
    }
    for (int batch = 0; batch < 20; batch++) {
      // From numbers of few bits to those just short enough, and beyond.
      int bits = 40 + batch % 8;
      long[] values = random.longs(ROWS).map(value -> value >> (63 - bits)).toArray();
      int[] groups = random.ints(ROWS, 0, groupCount).toArray();
      int[] some = IntStream.range(0, ROWS).filter(_ -> random.nextInt(3) > 0).toArray();
      int[] rows = batch % 3 == 0 ? RowIndexes.identity() : some;
      for (int row : rows) {
        var value = BigInteger.valueOf(values[row]);
        expected[groups[row]] = expected[groups[row]].add(value.add(value));
        expectedCounts[groups[row]]++;
      }
      var vector = new LongVector(ROWS, values, null);
      long[] signs = Arrays.stream(values).map(value -> value >> 63).toArray();
      longs.add(vector, rows, rows.length, groups);
      decimals.add(vector, rows, rows.length, groups);
      decimals.add(new Int128Vector(ROWS, signs, values, null), rows, rows.length, groups);
      counts.count(rows, rows.length, groups);
    }
    for (int group = 0; group < groupCount; group++) {
      assertThat(decimals.value(group).unscaledValue()).isEqualTo(expected[group]);
      assertThat(longs.vector(group, 1).values()[0])
          .isEqualTo(expected[group].shiftRight(1).longValueExact());
      assertThat(counts.value(group)).isEqualTo(expectedCounts[group]);
    }
  }

  @Test
  void groupsWithoutRowsStayNull() {
    var sums = new LongSumState(memory, DataType.BIGINT);
    sums.ensureGroups(3);
    int[] groups = new int[ROWS];
    Arrays.fill(groups, 2);
    for (int repeat = 0; repeat < 2; repeat++) {
      sums.add(
          new LongVector(ROWS, new long[ROWS], null),
          IntStream.range(0, ROWS).toArray(),
          ROWS,
          groups);
    }
    assertThat(sums.vector(0, 3).nulls()).containsExactly(true, true, false);
  }

  @Test
  void aSumOfShortNumbersBeyond64BitsIsAnError() {
    var sums = new LongSumState(memory, DataType.BIGINT);
    sums.ensureGroups(1);
    int[] rows = IntStream.range(0, ROWS).toArray();
    sums.add(new LongVector(1, new long[] {Long.MAX_VALUE - ROWS}, null), rows, 1, new int[1]);
    long[] ones = new long[ROWS];
    Arrays.fill(ones, 1);
    sums.add(new LongVector(ROWS, ones, null), rows, ROWS, new int[ROWS]);

    assertThatThrownBy(() -> sums.add(new LongVector(ROWS, ones, null), rows, ROWS, new int[ROWS]))
        .hasMessageContaining("a sum exceeds the range of bigint");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ROWS})
  void shortNumbersAddedToLongOnesOverflow(int rowCount) {
    var sums = new DecimalSumState(DataType.decimal(38, 0), memory);
    sums.ensureGroups(1);
    int[] groups = new int[ROWS];
    var greatest = new Int128Vector(1, new long[] {Long.MAX_VALUE}, new long[] {-11}, null);
    sums.add(greatest, new int[1], 1, groups);
    long[] values = new long[ROWS];
    Arrays.fill(values, 100);
    var more = Int128Vector.ofShort(rowCount, values, null);

    assertThatThrownBy(() -> sums.add(more, RowIndexes.identity(), rowCount, groups))
        .hasMessageContaining("a sum exceeds the 38 digits of decimal(38,0)");
  }
}
