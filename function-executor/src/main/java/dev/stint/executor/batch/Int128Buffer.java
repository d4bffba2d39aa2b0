package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// A growing column of long decimals.
public final class Int128Buffer extends ColumnBuffer {

  private long[] high = new long[0];
  private long[] low = new long[0];

  Int128Buffer(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public Int128Vector vector() {
    return new Int128Vector(rowCount(), high, low, nulls());
  }

  @Override
  void copy(Vector vector, int[] rows, int count, int at) {
    var source = (Int128Vector) vector;
    long[] sourceHigh = source.high();
    long[] sourceLow = source.low();
    for (int i = 0; i < count; i++) {
      high[at + i] = sourceHigh[rows[i]];
      low[at + i] = sourceLow[rows[i]];
    }
  }

  @Override
  int rowBytes() {
    return 2 * Long.BYTES;
  }

  @Override
  void resize(int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }
}
