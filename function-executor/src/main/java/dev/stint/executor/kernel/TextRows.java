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
    boolean[] missing = null;
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      String text = Nulls.isNull(nulls, row) ? null : function.apply(row);
      if (text != null) {
        builder.append(text);
      } else if (!Nulls.isNull(nulls, row)) {
        missing = missing == null ? new boolean[rowCount] : missing;
        missing[row] = true;
      }
      builder.endRow();
    }
    return builder.build(Nulls.either(nulls, missing, rowCount));
  }

  /// As [#texts], of bytes.
  public static BytesVector bytes(
      Vector[] arguments, int rowCount, IntFunction<byte @Nullable []> function) {
    boolean[] nulls = Nulls.any(arguments, rowCount);
    boolean[] missing = null;
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    for (int row = 0; row < rowCount; row++) {
      byte[] bytes = Nulls.isNull(nulls, row) ? null : function.apply(row);
      if (bytes != null) {
        builder.append(bytes, 0, bytes.length);
      } else if (!Nulls.isNull(nulls, row)) {
        missing = missing == null ? new boolean[rowCount] : missing;
        missing[row] = true;
      }
      builder.endRow();
    }
    return builder.build(Nulls.either(nulls, missing, rowCount));
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

  /// As [#longs], where `null` gives NULL.
  public static LongVector longsOrNull(
      Vector[] arguments, int rowCount, IntFunction<@Nullable Long> function) {
    boolean[] nulls = Nulls.any(arguments, rowCount);
    boolean[] missing = null;
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        var value = function.apply(row);
        if (value == null) {
          missing = missing == null ? new boolean[rowCount] : missing;
          missing[row] = true;
        } else {
          out[row] = value;
        }
      }
    }
    return new LongVector(rowCount, out, Nulls.either(nulls, missing, rowCount));
  }
}
