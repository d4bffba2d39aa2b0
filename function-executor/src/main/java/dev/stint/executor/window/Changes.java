package dev.stint.executor.window;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds rows that differ from the row before them. NULL equals NULL, NaN equals NaN, 0.0 equals
/// -0.0. `changed[row]` is set for rows in `[from, to)`, `from` above 0, and never cleared.
// Without branches in its loops.
@SuppressWarnings("ShortCircuitBoolean")
final class Changes {

  private Changes() {}

  static void mark(Vector vector, int from, int to, boolean[] changed) {
    boolean[] nulls = vector.nulls();
    switch (vector) {
      case LongVector longs -> longs(longs.values(), nulls, from, to, changed);
      case DoubleVector doubles -> doubles(doubles.values(), nulls, from, to, changed);
      case Int128Vector wide -> {
        longs(wide.high(), nulls, from, to, changed);
        longs(wide.low(), nulls, from, to, changed);
      }
      case BytesVector bytes -> bytes(bytes, from, to, changed);
    }
  }

  private static void longs(
      long[] values, boolean @Nullable [] nulls, int from, int to, boolean[] changed) {
    if (nulls == null) {
      for (int row = from; row < to; row++) {
        changed[row] |= values[row] != values[row - 1];
      }
      return;
    }
    for (int row = from; row < to; row++) {
      boolean isOther = values[row] != values[row - 1] & !nulls[row];
      changed[row] |= isOther | nulls[row] != nulls[row - 1];
    }
  }

  private static void doubles(
      double[] values, boolean @Nullable [] nulls, int from, int to, boolean[] changed) {
    for (int row = from; row < to; row++) {
      double value = values[row];
      double before = values[row - 1];
      boolean isEqual = value == before | (Double.isNaN(value) & Double.isNaN(before));
      boolean isNull = nulls != null && nulls[row];
      boolean isNullBefore = nulls != null && nulls[row - 1];
      changed[row] |= (!isEqual & !isNull) | isNull != isNullBefore;
    }
  }

  private static void bytes(BytesVector bytes, int from, int to, boolean[] changed) {
    byte[] data = bytes.data();
    int[] starts = bytes.starts();
    int[] lengths = bytes.lengths();
    boolean[] nulls = bytes.nulls();
    for (int row = from; row < to; row++) {
      boolean isNull = nulls != null && nulls[row];
      boolean isNullBefore = nulls != null && nulls[row - 1];
      if (isNull || isNullBefore) {
        changed[row] |= isNull != isNullBefore;
        continue;
      }
      int start = starts[row];
      int before = starts[row - 1];
      int length = lengths[row];
      boolean isEqual =
          length == lengths[row - 1]
              && (start == before
                  || Arrays.equals(data, start, start + length, data, before, before + length));
      changed[row] |= !isEqual;
    }
  }
}
