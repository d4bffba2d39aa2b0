package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.DecimalBuilder;
import dev.stint.executor.kernel.decimal.DecimalCasts;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Rounding to a number of decimal places, which may be negative.
public final class Rounding {

  // Beyond it the double's own steps are too coarse for the shortcut.
  private static final double SHORTCUT_LIMIT = 0x1p40;
  private static final double SHORTCUT_MARGIN = 1e-3;
  private static final int SHORTCUT_PLACES = 15;
  private static final int LONG_DIGITS = 18;

  private Rounding() {}

  public static Vector round(
      Vector vector, DataType from, DataType to, int places, RoundingMode mode) {
    return switch (vector) {
      case DoubleVector doubles -> doubles(doubles, to, places, mode);
      case LongVector longs when !from.isDecimal() -> longs(longs, to, places, mode);
      case Vector decimals -> DecimalCasts.round(decimals, from, to, places, mode);
    };
  }

  private static Vector longs(LongVector vector, DataType type, int places, RoundingMode mode) {
    if (places >= 0) {
      return vector;
    }
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        BigDecimal rounded =
            places < -LONG_DIGITS - 1
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(values[row]).setScale(places, mode);
        out[row] = rounded.longValue();
        boolean isTooLong = rounded.toBigInteger().bitLength() > 63;
        if (isTooLong || out[row] << shift >> shift != out[row]) {
          throw Failures.overflow(
              type,
              "round(" + values[row] + ", " + places + ")",
              "Cast the argument to a wider type.");
        }
      }
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  private static Vector doubles(DoubleVector vector, DataType type, int places, RoundingMode mode) {
    int rowCount = vector.rowCount();
    double[] values = vector.values();
    double[] out = new double[rowCount];
    boolean isShort = places >= 0 && places <= SHORTCUT_PLACES;
    double unit = isShort ? Decimals.exactPowerOfTen(places) : 1;
    for (int row = 0; row < rowCount; row++) {
      double value = values[row];
      double scaled = Math.abs(value) * unit;
      double below = Math.floor(scaled);
      double part = scaled - below;
      // Far from a tie, where alone the two notions of "half" could differ.
      if (isShort && scaled < SHORTCUT_LIMIT && Math.abs(part - 0.5) > SHORTCUT_MARGIN) {
        out[row] = Math.copySign((part < 0.5 ? below : below + 1) / unit, value);
      } else {
        out[row] = exactly(value, places, mode);
      }
    }
    if (type.kind() == TypeKind.FLOAT) {
      DoubleArithmetic.roundToFloats(out);
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  private static double exactly(double value, int places, RoundingMode mode) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(places, mode).doubleValue()
        : value;
  }

  /// The nearest whole number not below (`CEILING`) or not above (`FLOOR`) each decimal.
  public static Vector whole(Vector vector, DataType from, DataType to, RoundingMode mode) {
    return new DecimalBuilder(to, OnError.FAIL, vector.nulls(), vector.rowCount())
        .build(
            row -> Decimals.value(vector, row, from).setScale(0, mode),
            row -> Failures.outOfRange(Decimals.value(vector, row, from).toPlainString(), to));
  }
}
