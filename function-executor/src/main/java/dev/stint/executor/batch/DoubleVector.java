package dev.stint.executor.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Floating-point numbers.
public final class DoubleVector implements Vector {

  private final int rowCount;
  private final double[] values;
  private final boolean @Nullable [] nulls;

  public DoubleVector(int rowCount, double[] values, boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.values = values;
    this.nulls = nulls;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public double[] values() {
    return values;
  }

  @Override
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  @Override
  public DoubleVector gather(int[] rows, int count) {
    double[] gathered = new double[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return new DoubleVector(count, gathered, NullGather.gather(nulls, rows, count));
  }

  @Override
  public DoubleVector gatherOrNull(int[] rows, int count) {
    double[] gathered = new double[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gathered[i] = row < 0 ? 0 : values[row];
    }
    return new DoubleVector(count, gathered, NullGather.gatherOrNull(nulls, rows, count));
  }

  @Override
  public DoubleVector slice(int from, int count) {
    double[] sliced = from == 0 ? values : Arrays.copyOfRange(values, from, from + count);
    return new DoubleVector(count, sliced, NullGather.slice(nulls, from, count));
  }
}
