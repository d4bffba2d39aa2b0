package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import org.jspecify.annotations.Nullable;

/// Booleans of three values: 0, 1 and NULL.
// Without branches in its loops.
@SuppressWarnings("ShortCircuitBoolean")
public final class Logic {

  private Logic() {}

  /// False where either is false, else NULL where either is NULL.
  public static LongVector and(LongVector left, LongVector right) {
    return combine(left, right, 0);
  }

  /// True where either is true, else NULL where either is NULL.
  public static LongVector or(LongVector left, LongVector right) {
    return combine(left, right, 1);
  }

  /// `decisive` is the value that one side alone can decide for.
  private static LongVector combine(LongVector left, LongVector right, long decisive) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    boolean[] leftNulls = left.nulls();
    boolean[] rightNulls = right.nulls();
    if (leftNulls == null && rightNulls == null) {
      for (int row = 0; row < rowCount; row++) {
        out[row] = decisive == 0 ? a[row] & b[row] : a[row] | b[row];
      }
      return new LongVector(rowCount, out, null);
    }
    boolean[] nulls = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      boolean isLeftNull = Nulls.isNull(leftNulls, row);
      boolean isRightNull = Nulls.isNull(rightNulls, row);
      boolean isDecided = (!isLeftNull & a[row] == decisive) | (!isRightNull & b[row] == decisive);
      nulls[row] = !isDecided & (isLeftNull | isRightNull);
      out[row] = isDecided ? decisive : 1 - decisive;
    }
    return new LongVector(rowCount, out, nulls);
  }

  public static LongVector not(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row] ^ 1;
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  public static LongVector isNull(Vector vector) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    boolean[] nulls = vector.nulls();
    for (int row = 0; nulls != null && row < rowCount; row++) {
      out[row] = nulls[row] ? 1 : 0;
    }
    return new LongVector(rowCount, out, null);
  }

  /// False for NULL.
  public static LongVector isNan(DoubleVector vector) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    double[] values = vector.values();
    for (int row = 0; row < rowCount; row++) {
      out[row] = Double.isNaN(values[row]) && !vector.isNull(row) ? 1 : 0;
    }
    return new LongVector(rowCount, out, null);
  }

  /// `vector` with other NULL flags.
  public static Vector withNulls(Vector vector, boolean @Nullable [] nulls) {
    int rowCount = vector.rowCount();
    return switch (vector) {
      case LongVector longs -> new LongVector(rowCount, longs.values(), nulls);
      case DoubleVector doubles -> new DoubleVector(rowCount, doubles.values(), nulls);
      case Int128Vector numbers -> new Int128Vector(rowCount, numbers.high(), numbers.low(), nulls);
      case BytesVector bytes ->
          new BytesVector(rowCount, bytes.data(), bytes.starts(), bytes.lengths(), nulls);
    };
  }
}
