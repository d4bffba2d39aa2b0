package dev.stint.executor.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whole numbers, booleans, dates, timestamps and short decimals, one `long` each.
public final class LongVector implements Vector {

  private final int rowCount;
  private final long[] values;
  private final boolean @Nullable [] nulls;

  public LongVector(int rowCount, long[] values, boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.values = values;
    this.nulls = nulls;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public long[] values() {
    return values;
  }

  @Override
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  @Override
  public LongVector gather(int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return new LongVector(count, gathered, NullGather.gather(nulls, rows, count));
  }

  @Override
  public LongVector gatherOrNull(int[] rows, int count) {
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gathered[i] = row < 0 ? 0 : values[row];
    }
    return new LongVector(count, gathered, NullGather.gatherOrNull(nulls, rows, count));
  }

  @Override
  public LongVector slice(int from, int count) {
    long[] sliced = from == 0 ? values : Arrays.copyOfRange(values, from, from + count);
    return new LongVector(count, sliced, NullGather.slice(nulls, from, count));
  }
}
