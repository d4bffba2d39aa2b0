package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;

/// Arithmetic of `FLOAT` and `DOUBLE`. A float is computed as a double and then rounded, which for
/// these operations gives what float arithmetic gives.
public final class DoubleArithmetic {

  private DoubleArithmetic() {}

  public static DoubleVector add(DoubleVector left, DoubleVector right, DataType type) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = a[row] + b[row];
    }
    return result(out, left, right, type);
  }

  public static DoubleVector subtract(DoubleVector left, DoubleVector right, DataType type) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = a[row] - b[row];
    }
    return result(out, left, right, type);
  }

  public static DoubleVector multiply(DoubleVector left, DoubleVector right, DataType type) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = a[row] * b[row];
    }
    return result(out, left, right, type);
  }

  /// ANSI SQL has no quotient by zero, not even of floating-point numbers.
  public static DoubleVector divide(
      DoubleVector left, DoubleVector right, DataType type, OnError onError) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    boolean isAnyZero = false;
    for (int row = 0; row < rowCount; row++) {
      out[row] = a[row] / b[row];
      isAnyZero |= b[row] == 0;
    }
    var quotients = result(out, left, right, type);
    if (!isAnyZero) {
      return quotients;
    }
    boolean[] nulls =
        Checks.apply(
            quotients.nulls(),
            rowCount,
            onError,
            row -> b[row] == 0,
            _ -> Failures.divideByZero("try_divide"));
    return new DoubleVector(rowCount, out, nulls);
  }

  /// See [LongArithmetic#remainder].
  public static DoubleVector remainder(
      DoubleVector left, DoubleVector right, DataType type, boolean isPositive) {
    int rowCount = left.rowCount();
    double[] a = left.values();
    double[] b = right.values();
    double[] out = new double[rowCount];
    boolean isAnyZero = false;
    for (int row = 0; row < rowCount; row++) {
      double rest = a[row] % b[row];
      out[row] = isPositive && rest < 0 ? (rest + b[row]) % b[row] : rest;
      isAnyZero |= b[row] == 0;
    }
    var rests = result(out, left, right, type);
    if (isAnyZero) {
      Checks.apply(
          rests.nulls(),
          rowCount,
          OnError.FAIL,
          row -> b[row] == 0,
          row ->
              Failures.remainderByZero(isPositive ? "pmod(" + a[row] + ", 0)" : a[row] + " % 0"));
    }
    return rests;
  }

  public static DoubleVector negate(DoubleVector vector) {
    int rowCount = vector.rowCount();
    double[] a = vector.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = -a[row];
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  public static DoubleVector absolute(DoubleVector vector) {
    int rowCount = vector.rowCount();
    double[] a = vector.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.abs(a[row]);
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  private static DoubleVector result(
      double[] out, DoubleVector left, DoubleVector right, DataType type) {
    if (type.kind() == TypeKind.FLOAT) {
      roundToFloats(out);
    }
    return new DoubleVector(out.length, out, Nulls.either(left.nulls(), right.nulls(), out.length));
  }

  /// Each value's nearest float.
  public static void roundToFloats(double[] values) {
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) values[row];
    }
  }
}
