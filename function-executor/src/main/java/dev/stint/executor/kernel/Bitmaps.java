package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;

/// Bitmaps of 32,768 bits, of which zeros at the end may be left out.
public final class Bitmaps {

  private static final int BYTES = 4096;

  private Bitmaps() {}

  /// The one in which a bit is set.
  public static BytesVector of(LongVector places) {
    return TextRows.bytes(
        new Vector[] {places},
        places.rowCount(),
        row -> {
          long place = places.values()[row];
          if (place < 0 || place >= BYTES * Byte.SIZE) {
            throw StintException.user(
                "[INVALID_BITMAP_POSITION] a bitmap has places 0 to %d, but not %d"
                    .formatted(BYTES * Byte.SIZE - 1, place));
          }
          byte[] bits = new byte[(int) place / Byte.SIZE + 1];
          bits[bits.length - 1] = (byte) (1 << place % Byte.SIZE);
          return bits;
        });
  }

  /// With all of its bytes; of NULL all zeros.
  public static BytesVector full(BytesVector bitmaps, int rowCount) {
    return TextRows.bytes(
        new Vector[0],
        rowCount,
        row -> bitmaps.isNull(row) ? new byte[BYTES] : Arrays.copyOf(bitmaps.bytes(row), BYTES));
  }

  public static LongVector count(BytesVector bitmaps) {
    return TextRows.longs(
        new Vector[] {bitmaps},
        bitmaps.rowCount(),
        row -> {
          long count = 0;
          for (byte bits : bitmaps.bytes(row)) {
            count += Integer.bitCount(bits & 0xFF);
          }
          return count;
        });
  }
}
