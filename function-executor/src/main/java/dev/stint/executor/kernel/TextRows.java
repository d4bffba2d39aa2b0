package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Runs functions of strings that are not worth a loop of their own, row by row.
public final class TextRows {

  private TextRows() {}

  /// What `function` gives for each row where no argument is NULL; `null` gives NULL.
  public static BytesVector texts(
      Vector[] arguments, int rowCount, IntFunction<@Nullable String> function) {
    boolean[] nulls = Nulls.any(arguments, rowCount);
    boolean[] resultNulls = nulls;
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      String text = Nulls.isNull(nulls, row) ? null : function.apply(row);
      if (text != null) {
        builder.append(text);
      } else if (!Nulls.isNull(nulls, row)) {
        resultNulls = flag(resultNulls, nulls, row, rowCount);
      }
      builder.endRow();
    }
    return builder.build(resultNulls);
  }

  /// As [#texts], of bytes.
  public static BytesVector bytes(
      Vector[] arguments, int rowCount, IntFunction<byte @Nullable []> function) {
    boolean[] nulls = Nulls.any(arguments, rowCount);
    boolean[] resultNulls = nulls;
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      byte[] bytes = Nulls.isNull(nulls, row) ? null : function.apply(row);
      if (bytes != null) {
        builder.append(bytes, 0, bytes.length);
      } else if (!Nulls.isNull(nulls, row)) {
        resultNulls = flag(resultNulls, nulls, row, rowCount);
      }
      builder.endRow();
    }
    return builder.build(resultNulls);
  }

  private static boolean[] flag(
      boolean @Nullable [] flags, boolean @Nullable [] shared, int row, int rowCount) {
    boolean[] own = flags;
    if (own == null) {
      own = new boolean[rowCount];
    } else if (own == shared) {
      own = own.clone();
    }
    own[row] = true;
    return own;
  }

  /// What `function` gives for each row where no argument is NULL.
  public static LongVector longs(Vector[] arguments, int rowCount, IntToLongFunction function) {
    boolean[] nulls = Nulls.any(arguments, rowCount);
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        out[row] = function.applyAsLong(row);
      }
    }
    return new LongVector(rowCount, out, nulls);
  }
}
