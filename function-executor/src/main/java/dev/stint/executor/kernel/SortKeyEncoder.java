package dev.stint.executor.kernel;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BigEndian;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.plan.expression.SortKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes the sort keys of rows as bytes that, compared unsigned and a prefix first, order as the
/// rows do. The same in every function: ranges of keys are cut by these bytes.
///
/// Per key: a marker, 1 for a value and 0 or 2 for a NULL that comes first or last; then, unless
/// NULL, the value: longs as 8 bytes, big endian, with the sign bit turned; 128 bits likewise as
/// 16; doubles as their bits with the sign bit turned, or all bits when negative (NaN is the
/// greatest, -0.0 is 0.0); strings as their bytes with 0 written as 0 255, then 0 0. Descending
/// turns all bits of the value but not the marker.
public final class SortKeyEncoder {

  private static final byte NULL_FIRST = 0;
  private static final byte VALUE = 1;
  private static final byte NULL_LAST = 2;

  private final List<SortKey> keys;

  public SortKeyEncoder(List<SortKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// The encoded keys of the rows of `batch`.
  public BytesVector encode(Batch batch) {
    int count = batch.rowCount();
    int[] lengths = new int[count];
    for (var key : keys) {
      addLengths(batch.column(key.column()), count, lengths);
    }
    int[] starts = new int[count];
    long total = 0;
    for (int row = 0; row < count; row++) {
      starts[row] = (int) total;
      total += lengths[row];
    }
    byte[] out = new byte[ArrayGrowth.checkLength("the sort keys of a batch", total)];
    int[] positions = starts.clone();
    for (var key : keys) {
      write(key, batch.column(key.column()), count, out, positions);
    }
    return new BytesVector(count, out, starts, lengths, null);
  }

  private static void addLengths(Vector vector, int count, int[] lengths) {
    boolean[] nulls = vector.nulls();
    int fixed =
        switch (vector) {
          case LongVector _, DoubleVector _ -> Long.BYTES;
          case Int128Vector _ -> 2 * Long.BYTES;
          case BytesVector _ -> 0;
        };
    for (int row = 0; row < count; row++) {
      lengths[row] += nulls != null && nulls[row] ? 1 : 1 + fixed;
    }
    if (vector instanceof BytesVector strings) {
      addStringLengths(strings, nulls, count, lengths);
    }
  }

  private static void addStringLengths(
      BytesVector strings, boolean @Nullable [] nulls, int count, int[] lengths) {
    byte[] data = strings.data();
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        int start = strings.starts()[row];
        int end = start + strings.lengths()[row];
        lengths[row] =
            ArrayGrowth.checkLength(
                "a sort key", lengths[row] + EndedBytes.length(data, start, end));
      }
    }
  }

  private static void write(SortKey key, Vector vector, int count, byte[] out, int[] positions) {
    byte nullMarker = key.nulls() == SortKey.Nulls.FIRST ? NULL_FIRST : NULL_LAST;
    boolean[] nulls = vector.nulls();
    for (int row = 0; row < count; row++) {
      boolean isNull = nulls != null && nulls[row];
      out[positions[row]++] = isNull ? nullMarker : VALUE;
    }
    boolean isDescending = key.direction() == SortKey.Direction.DESCENDING;
    long flip = isDescending ? -1L : 0L;
    switch (vector) {
      case LongVector longs -> writeLongs(longs.values(), nulls, count, flip, out, positions);
      case DoubleVector doubles ->
          writeDoubles(doubles.values(), nulls, count, flip, out, positions);
      case Int128Vector wide -> writeInt128s(wide, nulls, count, flip, out, positions);
      case BytesVector strings -> writeStrings(strings, nulls, count, flip, out, positions);
    }
  }

  private static void writeLongs(
      long[] values,
      boolean @Nullable [] nulls,
      int count,
      long flip,
      byte[] out,
      int[] positions) {
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        BigEndian.putLong(out, positions[row], values[row] ^ Long.MIN_VALUE ^ flip);
        positions[row] += Long.BYTES;
      }
    }
  }

  private static void writeDoubles(
      double[] values,
      boolean @Nullable [] nulls,
      int count,
      long flip,
      byte[] out,
      int[] positions) {
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits has one, positive NaN.
        long bits = Double.doubleToLongBits(values[row] + 0.0);
        BigEndian.putLong(out, positions[row], bits ^ (bits >> 63 | Long.MIN_VALUE) ^ flip);
        positions[row] += Long.BYTES;
      }
    }
  }

  private static void writeInt128s(
      Int128Vector wide,
      boolean @Nullable [] nulls,
      int count,
      long flip,
      byte[] out,
      int[] positions) {
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        BigEndian.putLong(out, positions[row], wide.high()[row] ^ Long.MIN_VALUE ^ flip);
        BigEndian.putLong(out, positions[row] + Long.BYTES, wide.low()[row] ^ flip);
        positions[row] += 2 * Long.BYTES;
      }
    }
  }

  private static void writeStrings(
      BytesVector strings,
      boolean @Nullable [] nulls,
      int count,
      long flip,
      byte[] out,
      int[] positions) {
    byte[] data = strings.data();
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        int start = strings.starts()[row];
        int end = start + strings.lengths()[row];
        positions[row] = EndedBytes.put(data, start, end, flip, out, positions[row]);
      }
    }
  }
}
