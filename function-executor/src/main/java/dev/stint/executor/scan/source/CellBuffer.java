package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.ArrayGrowth;
import java.util.Arrays;

/// The cells of one column of one batch, row after row. Arrays are given away with the batch.
public final class CellBuffer {

  private static final String CELLS = "the values of a column in one batch";

  private byte[] data = new byte[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private boolean[] nulls = new boolean[0];
  private int used;
  private int expectedBytes = 1 << 12;

  /// Starts a batch in which every cell is NULL until it is set.
  public void begin() {
    data = new byte[expectedBytes];
    starts = new int[Batch.MAX_ROWS];
    lengths = new int[Batch.MAX_ROWS];
    nulls = new boolean[Batch.MAX_ROWS];
    Arrays.fill(nulls, true);
    used = 0;
  }

  /// Room for `length` more bytes at [#position].
  public byte[] ensure(int length) {
    if (length > data.length - used) {
      long needed = (long) used + length;
      data = Arrays.copyOf(data, ArrayGrowth.doubled(CELLS, data.length, needed));
    }
    return data;
  }

  public int position() {
    return used;
  }

  /// The cell of `row` is the `length` bytes written at [#position].
  public void set(int row, int length) {
    starts[row] = used;
    lengths[row] = length;
    nulls[row] = false;
    used += length;
  }

  public void set(int row, byte[] bytes, int offset, int length) {
    System.arraycopy(bytes, offset, ensure(length), used, length);
    set(row, length);
  }

  public void setNull(int row) {
    nulls[row] = true;
  }

  /// The cells of the first `rowCount` rows.
  public BytesVector finish(int rowCount) {
    expectedBytes = Math.max(1 << 12, used + used / 8);
    boolean isAnyNull = false;
    for (int row = 0; row < rowCount; row++) {
      isAnyNull |= nulls[row];
    }
    return new BytesVector(rowCount, data, starts, lengths, isAnyNull ? nulls : null);
  }
}
