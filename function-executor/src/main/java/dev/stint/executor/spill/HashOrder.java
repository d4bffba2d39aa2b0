package dev.stint.executor.spill;

import dev.stint.shuffle.segment.BlockKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Rows sorted by their place among all hashes, so that rows with equal keys stand together, in
/// every portion at the same place.
public final class HashOrder {

  /// What an order takes.
  public static final int BYTES_PER_ROW = Long.BYTES;

  /// Places are below this.
  public static final long END = 1L << 31;

  /// For each row its place and its number.
  private final long[] sorted;

  private HashOrder(long[] sorted) {
    this.sorted = sorted;
  }

  /// Of the high bits, which neither hash tables nor the buckets of an exchange are chosen by.
  public static int place(long hash) {
    return (int) (hash >>> 33);
  }

  /// Of `rowCount` rows; `places` has the place of each.
  public static HashOrder of(int[] places, int rowCount) {
    long[] sorted = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      sorted[row] = (long) places[row] << 32 | row;
    }
    Arrays.sort(sorted);
    return new HashOrder(sorted);
  }

  public int rowCount() {
    return sorted.length;
  }

  /// The numbers of the rows at `[from, from + count)`.
  public int[] rows(int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) sorted[from + i];
    }
    return rows;
  }

  /// The keys of the rows at `[from, from + count)`: their places, big endian.
  public BlockKeys keys(int from, int count) {
    var keys = ByteBuffer.allocate(Integer.BYTES * count);
    for (int i = from; i < from + count; i++) {
      keys.putInt((int) (sorted[i] >>> 32));
    }
    return BlockKeys.fixedWidth(Integer.BYTES, count, keys.array());
  }
}
