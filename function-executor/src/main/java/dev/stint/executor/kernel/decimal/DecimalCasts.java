package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Casts between decimals and binary numbers.
public final class DecimalCasts {

  private static final int EXACT_EXPONENT = 22;
  private static final long EXACT_LIMIT = 1L << 53;

  private DecimalCasts() {}

  /// Whole numbers of an integer type, cut towards zero.
  public static LongVector toLongs(Vector vector, DataType from, DataType to, OnError onError) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    boolean[] isOutside = new boolean[rowCount];
    int spareBits = Lanes.spareBits(to);
    boolean isAnyOutside = false;
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        isOutside[row] = !toLong(vector, row, from, spareBits, out);
        isAnyOutside |= isOutside[row];
      }
    }
    boolean[] nulls = vector.nulls();
    if (isAnyOutside) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row -> isOutside[row],
              row ->
                  Failures.castOverflow(
                      Decimals.value(vector, row, from).toPlainString(), from, to));
    }
    return new LongVector(rowCount, out, nulls);
  }

  private static boolean toLong(Vector vector, int row, DataType from, int spareBits, long[] out) {
    if (vector instanceof LongVector longs) {
      out[row] = longs.values()[row] / Int128.longPowerOfTen(from.scale());
    } else {
      BigInteger whole = Decimals.unscaled(vector, row).divide(Int128.powerOfTen(from.scale()));
      if (whole.bitLength() > 63) {
        return false;
      }
      out[row] = whole.longValue();
    }
    return out[row] << spareBits >> spareBits == out[row];
  }

  public static DoubleVector toDoubles(Vector vector, DataType from, DataType to) {
    int rowCount = vector.rowCount();
    double[] out = new double[rowCount];
    boolean isFloat = to.kind() == TypeKind.FLOAT;
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        out[row] =
            isFloat ? Decimals.value(vector, row, from).floatValue() : toDouble(vector, row, from);
      }
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  private static double toDouble(Vector vector, int row, DataType from) {
    long value = 0;
    boolean isLong = true;
    switch (vector) {
      case LongVector longs -> value = longs.values()[row];
      case Int128Vector numbers -> {
        value = numbers.low()[row];
        isLong = Int128.isLong(numbers.high()[row], value);
      }
      case Vector other -> throw new IllegalArgumentException("no decimals: " + other);
    }
    // Both are exact doubles, so the quotient is the nearest one.
    return isLong && -EXACT_LIMIT <= value && value <= EXACT_LIMIT && from.scale() <= EXACT_EXPONENT
        ? value / Decimals.exactPowerOfTen(from.scale())
        : Decimals.value(vector, row, from).doubleValue();
  }

  public static LongVector toBooleans(Vector vector) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Decimals.unscaled(vector, row).signum() == 0 ? 0 : 1;
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  public static Vector fromDoubles(
      DoubleVector vector, DataType from, DataType to, OnError onError) {
    double[] values = vector.values();
    return new DecimalBuilder(to, onError, vector.nulls(), vector.rowCount())
        .build(
            row -> Double.isFinite(values[row]) ? BigDecimal.valueOf(values[row]) : null,
            row ->
                Double.isFinite(values[row])
                    ? Failures.outOfRange(Double.toString(values[row]), to)
                    : Failures.castOverflow(Double.toString(values[row]), from, to));
  }

  /// Rounds at a number of places that may be negative, then gives the type's scale.
  public static Vector round(
      Vector vector, DataType from, DataType to, int places, RoundingMode mode) {
    if (places >= from.scale()) {
      return Rescale.rescale(vector, from, to, OnError.FAIL);
    }
    if (mode == RoundingMode.HALF_UP && places == to.scale()) {
      return Rescale.rescale(vector, from, to, OnError.FAIL);
    }
    return new DecimalBuilder(to, OnError.FAIL, vector.nulls(), vector.rowCount())
        .build(
            row -> Decimals.value(vector, row, from).setScale(places, mode),
            row ->
                Failures.outOfRange(
                    "round(" + Decimals.value(vector, row, from).toPlainString() + ")", to));
  }
}
