package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.ArrayGrowth;
import java.util.Arrays;

/// The cells of one column of one batch, row after row: places in a text, or copies. The arrays
/// that say where they are serve batch after batch.
public final class CellBuffer {

  private static final String CELLS = "the values of a column in one batch";
  private static final byte[] NO_TEXT = new byte[0];

  private byte[] text = NO_TEXT;
  private byte[] copies = NO_TEXT;

  /// Whether cells are copies, all of them.
  private boolean isCopied = true;

  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] lengths = new int[Batch.MAX_ROWS];
  private final boolean[] nulls = new boolean[Batch.MAX_ROWS];
  private int used;
  private int expectedBytes = 1 << 12;

  /// Starts a batch of copies, in which every cell is NULL until it is set.
  public void begin() {
    begin(NO_TEXT);
    copies = new byte[expectedBytes];
    isCopied = true;
  }

  /// Starts a batch whose cells may be places in `of`, which then is not written while the batch is
  /// in use.
  public void begin(byte[] of) {
    Arrays.fill(nulls, true);
    text = of;
    copies = NO_TEXT;
    isCopied = false;
    used = 0;
  }

  /// The cell of `row` is the `length` bytes at `offset` of the text.
  public void refer(int row, int offset, int length) {
    if (isCopied) {
      set(row, text, offset, length);
    } else {
      starts[row] = offset;
      lengths[row] = length;
      nulls[row] = false;
    }
  }

  /// Room for `length` more bytes at [#position].
  public byte[] ensure(int length) {
    if (!isCopied) {
      copy();
    }
    if (length > copies.length - used) {
      long needed = (long) used + length;
      copies = Arrays.copyOf(copies, ArrayGrowth.doubled(CELLS, copies.length, needed));
    }
    return copies;
  }

  /// Copies the cells that are places.
  private void copy() {
    isCopied = true;
    copies = new byte[expectedBytes];
    for (int row = 0; row < Batch.MAX_ROWS; row++) {
      if (!nulls[row]) {
        set(row, text, starts[row], lengths[row]);
      }
    }
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
    byte[] into = ensure(length);
    System.arraycopy(bytes, offset, into, used, length);
    set(row, length);
  }

  public void setNull(int row) {
    nulls[row] = true;
  }

  /// The cells of the first `rowCount` rows.
  public BytesVector finish(int rowCount) {
    if (isCopied) {
      expectedBytes = Math.max(1 << 12, used + used / 8);
    }
    boolean isAnyNull = false;
    for (int row = 0; row < rowCount; row++) {
      isAnyNull |= nulls[row];
    }
    for (int row = 0; isAnyNull && row < rowCount; row++) {
      // What is NULL holds something harmless.
      starts[row] = nulls[row] ? 0 : starts[row];
      lengths[row] = nulls[row] ? 0 : lengths[row];
    }
    return new BytesVector(
        rowCount, isCopied ? copies : text, starts, lengths, isAnyNull ? nulls : null);
  }
}
