package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.Decimals;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// Functions of doubles. A call per row is nothing beside what such a function costs.
public final class Mathematics {

  private Mathematics() {}

  public static DoubleVector map(DoubleVector vector, DoubleUnaryOperator function) {
    int rowCount = vector.rowCount();
    double[] values = vector.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = function.applyAsDouble(values[row]);
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  public static DoubleVector map(
      DoubleVector left, DoubleVector right, DoubleBinaryOperator function) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = function.applyAsDouble(a[row], b[row]);
    }
    return new DoubleVector(rowCount, out, Nulls.either(left.nulls(), right.nulls(), rowCount));
  }

  /// `vector` with NULL where a value is outside a function's domain.
  public static DoubleVector within(DoubleVector vector, DoublePredicate domain) {
    boolean[] nulls =
        Checks.apply(
            vector.nulls(),
            vector.rowCount(),
            OnError.GIVE_NULL,
            row -> !domain.test(vector.values()[row]),
            row -> Failures.invalidArgument("", Double.toString(vector.values()[row]), ""));
    return new DoubleVector(vector.rowCount(), vector.values(), nulls);
  }

  /// Of a double or a decimal: -1, 0 or 1.
  public static DoubleVector sign(Vector vector) {
    int rowCount = vector.rowCount();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] =
          vector instanceof DoubleVector doubles
              ? Math.signum(doubles.values()[row])
              : Decimals.unscaled(vector, row).signum();
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  /// Whole numbers; what no `long` is near becomes the nearest, as in Spark.
  public static LongVector toLongs(DoubleVector vector) {
    int rowCount = vector.rowCount();
    double[] values = vector.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = (long) values[row];
    }
    return new LongVector(rowCount, out, vector.nulls());
  }
}
