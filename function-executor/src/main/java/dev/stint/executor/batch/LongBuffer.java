package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// A growing column of longs.
public final class LongBuffer extends ColumnBuffer {

  private long[] values = new long[0];

  LongBuffer(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public LongVector vector() {
    return new LongVector(rowCount(), values, nulls());
  }

  @Override
  void copy(Vector vector, int[] rows, int count, int at) {
    long[] source = ((LongVector) vector).values();
    long[] target = values;
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
    return Long.BYTES;
  }

  @Override
  void resize(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }
}
