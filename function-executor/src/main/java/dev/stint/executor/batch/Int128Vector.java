package dev.stint.executor.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Long decimals: unscaled values of 128 bits in two's complement, `high` signed, `low` unsigned.
///
/// Most are short numbers in truth. Where that is known of a whole vector there are no high halves
/// until somebody asks for them.
public final class Int128Vector implements Vector {

  private final int rowCount;
  private final boolean isShort;
  private long @Nullable [] high;
  private final long[] low;
  private final boolean @Nullable [] nulls;

  public Int128Vector(int rowCount, long[] high, long[] low, boolean @Nullable [] nulls) {
    this(rowCount, false, high, low, nulls);
  }

  private Int128Vector(
      int rowCount,
      boolean isShort,
      long @Nullable [] high,
      long[] low,
      boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.isShort = isShort;
    this.high = high;
    this.low = low;
    this.nulls = nulls;
  }

  /// Values that all fit 64 bits.
  public static Int128Vector ofShort(int rowCount, long[] values, boolean @Nullable [] nulls) {
    return new Int128Vector(rowCount, true, null, values, nulls);
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public long[] high() {
    long[] known = high;
    if (known == null) {
      known = new long[rowCount];
      for (int row = 0; row < rowCount; row++) {
        known[row] = low[row] >> 63;
      }
      high = known;
    }
    return known;
  }

  /// Whether it is known that [#low] has the whole values, those of NULLs too.
  public boolean isShort() {
    return isShort;
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
    var gatheredNulls = NullGather.gather(nulls, rows, count);
    long[] gatheredLow = gather(low, rows, count);
    return isShort
        ? ofShort(count, gatheredLow, gatheredNulls)
        : new Int128Vector(count, gather(high(), rows, count), gatheredLow, gatheredNulls);
  }

  private static long[] gather(long[] values, int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return gathered;
  }

  @Override
  public Int128Vector gatherOrNull(int[] rows, int count) {
    var gatheredNulls = NullGather.gatherOrNull(nulls, rows, count);
    long[] gatheredLow = gatherOrZero(low, rows, count);
    return isShort
        ? ofShort(count, gatheredLow, gatheredNulls)
        : new Int128Vector(count, gatherOrZero(high(), rows, count), gatheredLow, gatheredNulls);
  }

  private static long[] gatherOrZero(long[] values, int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = rows[i] < 0 ? 0 : values[rows[i]];
    }
    return gathered;
  }

  @Override
  public Int128Vector slice(int from, int count) {
    var slicedNulls = NullGather.slice(nulls, from, count);
    long[] slicedLow = slice(low, from, count);
    return isShort
        ? ofShort(count, slicedLow, slicedNulls)
        : new Int128Vector(count, slice(high(), from, count), slicedLow, slicedNulls);
  }

  private static long[] slice(long[] values, int from, int count) {
    return from == 0 ? values : Arrays.copyOfRange(values, from, from + count);
  }
}
