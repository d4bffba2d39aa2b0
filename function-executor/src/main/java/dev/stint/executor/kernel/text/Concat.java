package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.Nulls;

/// Strings put together, and padded.
public final class Concat {

  private Concat() {}

  public static BytesVector concat(Vector[] parts, int rowCount) {
    boolean[] nulls = Nulls.any(parts, rowCount);
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        for (var part : parts) {
          append(builder, (BytesVector) part, row);
        }
      }
      builder.endRow();
    }
    return builder.build(nulls);
  }

  /// The parts after the first, with the first between them. NULL parts are left out; only without
  /// a separator is the result NULL.
  public static BytesVector concatWithSeparator(Vector[] arguments, int rowCount) {
    var separators = (BytesVector) arguments[0];
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      boolean isFirst = true;
      for (int i = 1; i < arguments.length && !separators.isNull(row); i++) {
        if (!arguments[i].isNull(row)) {
          if (!isFirst) {
            append(builder, separators, row);
          }
          append(builder, (BytesVector) arguments[i], row);
          isFirst = false;
        }
      }
      builder.endRow();
    }
    return builder.build(separators.nulls());
  }

  private static void append(BytesBuilder builder, BytesVector texts, int row) {
    builder.append(texts.data(), texts.starts()[row], texts.lengths()[row]);
  }

  /// `count` times the string; none of it for a negative count.
  public static BytesVector repeat(BytesVector texts, Vector counts) {
    int rowCount = texts.rowCount();
    boolean[] nulls = Nulls.either(texts.nulls(), counts.nulls(), rowCount);
    long[] values = ((LongVector) counts).values();
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      boolean isEmpty = Nulls.isNull(nulls, row) || texts.lengths()[row] == 0;
      for (long i = 0; !isEmpty && i < values[row]; i++) {
        append(builder, texts, row);
      }
      builder.endRow();
    }
    return builder.build(nulls);
  }

  /// `text` brought to `length` code points: cut, or filled up with `padding` over and over. An
  /// empty padding fills nothing up.
  static String padded(String text, long length, String padding, boolean isLeft) {
    int codePoints = text.codePointCount(0, text.length());
    if (length <= codePoints) {
      return text.substring(0, text.offsetByCodePoints(0, (int) Math.max(0, length)));
    }
    if (padding.isEmpty()) {
      return text;
    }
    int[] fill = padding.codePoints().toArray();
    var filler = new StringBuilder();
    for (long i = 0; i < length - codePoints; i++) {
      filler.appendCodePoint(fill[(int) (i % fill.length)]);
    }
    return isLeft ? filler + text : text + filler;
  }
}
