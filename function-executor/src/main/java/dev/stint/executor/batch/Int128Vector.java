package dev.stint.executor.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Long decimals: unscaled values of 128 bits in two's complement, `high` signed, `low` unsigned.
public final class Int128Vector implements Vector {

  private final int rowCount;
  private final long[] high;
  private final long[] low;
  private final boolean @Nullable [] nulls;

  public Int128Vector(int rowCount, long[] high, long[] low, boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.high = high;
    this.low = low;
    this.nulls = nulls;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public long[] high() {
    return high;
  }

  public long[] low() {
    return low;
  }

  @Override
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  @Override
  public Int128Vector gather(int[] rows, int count) {
    long[] gatheredHigh = new long[count];
    long[] gatheredLow = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gatheredHigh[i] = high[row];
      gatheredLow[i] = low[row];
    }
    return new Int128Vector(
        count, gatheredHigh, gatheredLow, NullGather.gather(nulls, rows, count));
  }

  @Override
  public Int128Vector gatherOrNull(int[] rows, int count) {
    long[] gatheredHigh = new long[count];
    long[] gatheredLow = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gatheredHigh[i] = row < 0 ? 0 : high[row];
      gatheredLow[i] = row < 0 ? 0 : low[row];
    }
    return new Int128Vector(
        count, gatheredHigh, gatheredLow, NullGather.gatherOrNull(nulls, rows, count));
  }

  @Override
  public Int128Vector slice(int from, int count) {
    long[] slicedHigh = from == 0 ? high : Arrays.copyOfRange(high, from, from + count);
    long[] slicedLow = from == 0 ? low : Arrays.copyOfRange(low, from, from + count);
    return new Int128Vector(count, slicedHigh, slicedLow, NullGather.slice(nulls, from, count));
  }
}
