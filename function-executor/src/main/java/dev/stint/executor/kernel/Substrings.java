package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;

/// Parts of strings, as views of the strings' own bytes.
public final class Substrings {

  private Substrings() {}

  /// From position `positions` (1 is the first code point, as is 0; negative ones count from the
  /// end) at most `lengths` code points.
  public static BytesVector substring(BytesVector texts, LongVector positions, LongVector lengths) {
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
        first += Utf8.count(texts.data(), start, end);
      }
      long last = Math.max(0, first + lengths.values()[row]);
      long from = Math.max(0, first);
      starts[row] = Utf8.offset(texts.data(), start, end, from);
      sizes[row] =
          last <= from ? 0 : Utf8.offset(texts.data(), starts[row], end, last - from) - starts[row];
    }
    return new BytesVector(rowCount, texts.data(), starts, sizes, nulls);
  }

  /// The first `lengths` code points; none of a negative length.
  public static BytesVector left(BytesVector texts, LongVector lengths) {
    int rowCount = texts.rowCount();
    int[] sizes = new int[rowCount];
    boolean[] nulls = Nulls.either(texts.nulls(), lengths.nulls(), rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        sizes[row] = Utf8.offset(texts.data(), start, end, lengths.values()[row]) - start;
      }
    }
    return new BytesVector(rowCount, texts.data(), texts.starts(), sizes, nulls);
  }

  /// The last `lengths` code points; none of a negative length.
  public static BytesVector right(BytesVector texts, LongVector lengths) {
    int rowCount = texts.rowCount();
    int[] starts = new int[rowCount];
    int[] sizes = new int[rowCount];
    boolean[] nulls = Nulls.either(texts.nulls(), lengths.nulls(), rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        int position = end;
        for (long i = 0; i < lengths.values()[row] && position > start; i++) {
          position = Utf8.previous(texts.data(), start, position);
        }
        starts[row] = position;
        sizes[row] = end - position;
      }
    }
    return new BytesVector(rowCount, texts.data(), starts, sizes, nulls);
  }

  /// Code points.
  public static LongVector length(BytesVector texts) {
    int rowCount = texts.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      int start = texts.starts()[row];
      out[row] = Utf8.count(texts.data(), start, start + texts.lengths()[row]);
    }
    return new LongVector(rowCount, out, texts.nulls());
  }

  public static LongVector octetLength(BytesVector texts) {
    int rowCount = texts.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = texts.lengths()[row];
    }
    return new LongVector(rowCount, out, texts.nulls());
  }
}
