package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// A growing column of doubles.
public final class DoubleBuffer extends ColumnBuffer {

  private double[] values = new double[0];

  DoubleBuffer(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public DoubleVector vector() {
    return new DoubleVector(rowCount(), values, nulls());
  }

  @Override
  void copy(Vector vector, int[] rows, int count, int at) {
    double[] source = ((DoubleVector) vector).values();
    double[] target = values;
    if (RowIndexes.isIdentity(rows)) {
      System.arraycopy(source, 0, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[rows[i]];
    }
  }

  @Override
  int rowBytes() {
    return Double.BYTES;
  }

  @Override
  void resize(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }
}
