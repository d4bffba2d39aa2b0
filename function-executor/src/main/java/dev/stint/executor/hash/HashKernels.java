package dev.stint.executor.hash;

import dev.stint.executor.batch.LittleEndian;
import org.jspecify.annotations.Nullable;

/// Folds the values of one column into the hashes of rows.
///
/// Each loop replaces `hashes[row]` for every row in `[0, count)` by a mix of itself and the row's
/// value, NULL counting as a value of its own. For a fixed hash the mix is a bijection of the value
/// (of 64 bits), so rows of one `LONG` column have equal hashes only when they are equal.
final class HashKernels {

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long BYTES_MULTIPLIER = 0xD6E8FEB86659FD93L;
  private static final long NULL_VALUE = 0x7A646E19D2C4B153L;

  private HashKernels() {}

  static long fold(long hash, long value) {
    long mixed = hash * MULTIPLIER + value;
    mixed ^= mixed >>> 32;
    mixed *= BYTES_MULTIPLIER;
    mixed ^= mixed >>> 32;
    mixed *= BYTES_MULTIPLIER;
    return mixed ^ (mixed >>> 32);
  }

  static void longs(long[] values, boolean @Nullable [] nulls, int count, long[] hashes) {
    if (nulls == null) {
      for (int row = 0; row < count; row++) {
        hashes[row] = fold(hashes[row], values[row]);
      }
      return;
    }
    for (int row = 0; row < count; row++) {
      hashes[row] = fold(hashes[row], nulls[row] ? NULL_VALUE : values[row]);
    }
  }

  static void doubles(double[] values, boolean @Nullable [] nulls, int count, long[] hashes) {
    for (int row = 0; row < count; row++) {
      // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits has one NaN.
      long bits = Double.doubleToLongBits(values[row] + 0.0);
      hashes[row] = fold(hashes[row], nulls != null && nulls[row] ? NULL_VALUE : bits);
    }
  }

  static void int128s(
      long[] high, long[] low, boolean @Nullable [] nulls, int count, long[] hashes) {
    for (int row = 0; row < count; row++) {
      boolean isNull = nulls != null && nulls[row];
      hashes[row] =
          isNull ? fold(hashes[row], NULL_VALUE) : fold(fold(hashes[row], high[row]), low[row]);
    }
  }

  static void bytes(
      byte[] data,
      int[] starts,
      int[] lengths,
      boolean @Nullable [] nulls,
      int count,
      long[] hashes) {
    for (int row = 0; row < count; row++) {
      boolean isNull = nulls != null && nulls[row];
      hashes[row] = fold(hashes[row], isNull ? NULL_VALUE : bytes(data, starts[row], lengths[row]));
    }
  }

  /// As [#bytes] with the hashes of a dictionary's entries already computed.
  static void entries(
      long[] entryHashes, int[] ids, boolean @Nullable [] nulls, int count, long[] hashes) {
    for (int row = 0; row < count; row++) {
      boolean isNull = nulls != null && nulls[row];
      hashes[row] = fold(hashes[row], isNull ? NULL_VALUE : entryHashes[ids[row]]);
    }
  }

  /// The hash of `length` bytes.
  static long bytes(byte[] data, int start, int length) {
    long hash = length * MULTIPLIER;
    int position = start;
    int end = start + length;
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      hash = (hash ^ LittleEndian.longAt(data, position)) * BYTES_MULTIPLIER;
      hash ^= hash >>> 32;
    }
    if (position + Integer.BYTES <= end) {
      hash = (hash ^ LittleEndian.unsignedIntAt(data, position)) * BYTES_MULTIPLIER;
      hash ^= hash >>> 32;
      position += Integer.BYTES;
    }
    long tail = 0;
    for (; position < end; position++) {
      tail = tail << 8 | (data[position] & 0xFF);
    }
    hash = (hash ^ tail) * BYTES_MULTIPLIER;
    return hash ^ (hash >>> 29);
  }
}
