package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Nulls;

/// Parts of strings, as views of the strings' own bytes.
public final class Substrings {

  /// What positions and lengths count.
  public enum Units {
    /// Of strings.
    CODE_POINTS,
    /// Of binary.
    BYTES
  }

  private Substrings() {}

  /// From position `positions` (1 is the first code point, as is 0; negative ones count from the
  /// end) at most `lengths` code points.
  public static BytesVector substring(
      BytesVector texts, LongVector positions, LongVector lengths, Units units) {
    int rowCount = texts.rowCount();
    int[] starts = new int[rowCount];
    int[] sizes = new int[rowCount];
    boolean[] nulls = Nulls.any(new Vector[] {texts, positions, lengths}, rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (Nulls.isNull(nulls, row)) {
        continue;
      }
      int start = texts.starts()[row];
      int end = start + texts.lengths()[row];
      long position = positions.values()[row];
      long first = position > 0 ? position - 1 : position;
      if (position < 0) {
        first += count(texts.data(), start, end, units);
      }
      long last = Math.max(0, first + lengths.values()[row]);
      long from = Math.max(0, first);
      starts[row] = offset(texts.data(), start, end, from, units);
      sizes[row] =
          last <= from
              ? 0
              : offset(texts.data(), starts[row], end, last - from, units) - starts[row];
    }
    return new BytesVector(rowCount, texts.data(), starts, sizes, nulls);
  }

  /// The first `lengths` code points; none of a negative length.
  public static BytesVector left(BytesVector texts, LongVector lengths, Units units) {
    int rowCount = texts.rowCount();
    int[] sizes = new int[rowCount];
    boolean[] nulls = Nulls.either(texts.nulls(), lengths.nulls(), rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        sizes[row] = offset(texts.data(), start, end, lengths.values()[row], units) - start;
      }
    }
    return new BytesVector(rowCount, texts.data(), texts.starts(), sizes, nulls);
  }

  /// The last `lengths` code points; none of a negative length.
  public static BytesVector right(BytesVector texts, LongVector lengths, Units units) {
    int rowCount = texts.rowCount();
    int[] starts = new int[rowCount];
    int[] sizes = new int[rowCount];
    boolean[] nulls = Nulls.either(texts.nulls(), lengths.nulls(), rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        long dropped = count(texts.data(), start, end, units) - lengths.values()[row];
        int position = offset(texts.data(), start, end, Math.max(0, dropped), units);
        starts[row] = position;
        sizes[row] = end - position;
      }
    }
    return new BytesVector(rowCount, texts.data(), starts, sizes, nulls);
  }

  public static LongVector length(BytesVector texts, Units units) {
    int rowCount = texts.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      int start = texts.starts()[row];
      out[row] = count(texts.data(), start, start + texts.lengths()[row], units);
    }
    return new LongVector(rowCount, out, texts.nulls());
  }

  private static int count(byte[] data, int start, int end, Units units) {
    return units == Units.BYTES ? end - start : Utf8.count(data, start, end);
  }

  private static int offset(byte[] data, int start, int end, long index, Units units) {
    return units == Units.BYTES
        ? (int) Math.clamp(start + index, (long) start, (long) end)
        : Utf8.offset(data, start, end, index);
  }
}
