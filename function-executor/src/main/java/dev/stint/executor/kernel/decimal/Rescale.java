package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import org.jspecify.annotations.Nullable;

/// Gives decimals and whole numbers another precision and scale, rounding half up.
///
/// The loops give `null` when some row does not fit; then rows are taken one by one.
public final class Rescale {

  private static final int LONG_DIGITS = DataType.MAX_LONG_DECIMAL_PRECISION;

  // No long has more.
  private static final int DIGITS_OF_LONG = 19;

  private Rescale() {}

  /// `from` is a decimal, or any integer type; `to` is a decimal.
  public static Vector rescale(Vector vector, DataType from, DataType to, OnError onError) {
    int shift = to.scale() - from.scale();
    boolean isFitting = to.precision() - to.scale() >= digits(from) - from.scale() && shift >= 0;
    Vector fast = null;
    if (vector instanceof Int128Vector numbers && shift == 0) {
      fast = sameScale(numbers, to, isFitting);
    } else {
      var longs = asLongs(vector);
      if (longs != null) {
        fast =
            to.precision() <= LONG_DIGITS
                ? longToLong(longs, shift, to, isFitting)
                : longToInt128(longs, shift, to, isFitting);
      }
    }
    return fast != null ? fast : slowly(vector, from, to, onError);
  }

  /// Most long decimals are short numbers: `null` when some row is none.
  static @Nullable LongVector asLongs(Vector vector) {
    if (!(vector instanceof Int128Vector numbers)) {
      return (LongVector) vector;
    }
    int rowCount = vector.rowCount();
    long different = 0;
    for (int row = 0; row < rowCount && !numbers.isShort(); row++) {
      different |= numbers.high()[row] ^ numbers.low()[row] >> 63;
    }
    return different == 0 ? new LongVector(rowCount, numbers.low(), numbers.nulls()) : null;
  }

  private static int digits(DataType type) {
    return switch (type.kind()) {
      case DECIMAL -> type.precision();
      case BOOLEAN -> 1;
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INT -> 10;
      case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> DIGITS_OF_LONG;
      case DAY_TIME_INTERVAL -> DIGITS_OF_LONG;
      case FLOAT, DOUBLE, STRING, BINARY, DATE, TIME, YEAR_MONTH_INTERVAL, VOID ->
          throw new IllegalArgumentException("no decimals: " + type);
    };
  }

  private static @Nullable Vector longToLong(
      LongVector vector, int shift, DataType to, boolean isFitting) {
    if (isFitting && shift == 0) {
      return vector;
    }
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    long[] out = new long[rowCount];
    long factor = Int128.longPowerOfTen(Math.min(Math.abs(shift), LONG_DIGITS));
    boolean isFit =
        shift >= 0
            ? multiply(values, factor, to.precision() - shift, out)
            : Math.abs(shift) <= LONG_DIGITS && divide(values, factor, to.precision(), out);
    return isFit || isFitting ? new LongVector(rowCount, out, vector.nulls()) : null;
  }

  private static boolean multiply(long[] values, long factor, int digits, long[] out) {
    long bound = digits < 0 ? 1 : Int128.longPowerOfTen(digits);
    long outside = 0;
    for (int row = 0; row < out.length; row++) {
      outside |= Int128.outside(values[row], bound);
      out[row] = values[row] * factor;
    }
    return outside >= 0;
  }

  private static boolean divide(long[] values, long divisor, int precision, long[] out) {
    long bound = Int128.longPowerOfTen(precision);
    long half = divisor >> 1;
    long outside = 0;
    for (int row = 0; row < out.length; row++) {
      long value = values[row];
      long quotient = value / divisor;
      long rest = value - quotient * divisor;
      quotient += (rest >= half ? 1 : 0) - (rest <= -half ? 1 : 0);
      outside |= Int128.outside(quotient, bound);
      out[row] = quotient;
    }
    return outside >= 0;
  }

  private static @Nullable Vector longToInt128(
      LongVector vector, int shift, DataType to, boolean isFitting) {
    if (Math.abs(shift) > LONG_DIGITS) {
      return null;
    }
    int rowCount = vector.rowCount();
    if (shift < 0) {
      long[] quotients = new long[rowCount];
      divide(vector.values(), Int128.longPowerOfTen(-shift), LONG_DIGITS, quotients);
      return widen(new LongVector(rowCount, quotients, vector.nulls()), DataType.BIGINT, 0);
    }
    long[] values = vector.values();
    int digits = to.precision() - shift;
    // No long has more than 19 digits.
    return isFitting
            || digits > LONG_DIGITS
            || areBelow(Int128.longPowerOfTen(Math.max(digits, 0)), values, rowCount)
        ? Products.of(values, Int128.longPowerOfTen(shift), rowCount, vector.nulls())
        : null;
  }

  private static boolean areBelow(long bound, long[] values, int rowCount) {
    long outside = 0;
    for (int row = 0; row < rowCount; row++) {
      outside |= Int128.outside(values[row], bound);
    }
    return outside >= 0;
  }

  private static @Nullable Vector sameScale(Int128Vector vector, DataType to, boolean isFitting) {
    int rowCount = vector.rowCount();
    if (!isFitting) {
      for (int row = 0; row < rowCount; row++) {
        if (!Int128.fits(vector.high()[row], vector.low()[row], to.precision())) {
          return null;
        }
      }
    }
    return to.precision() > LONG_DIGITS
        ? vector
        : new LongVector(rowCount, vector.low(), vector.nulls());
  }

  private static Vector slowly(Vector vector, DataType from, DataType to, OnError onError) {
    return new DecimalBuilder(to, onError, vector.nulls(), vector.rowCount())
        .build(
            row -> Decimals.value(vector, row, from),
            row -> Failures.outOfRange(Decimals.value(vector, row, from).toPlainString(), to));
  }

  /// Both halves of every row, at a scale that is `shift >= 0` larger; `null` when the digits of
  /// `type` then exceed 38.
  static @Nullable Int128Vector widen(Vector vector, DataType type, int shift) {
    int precision = digits(type) + shift;
    if (precision > DataType.MAX_DECIMAL_PRECISION || shift > LONG_DIGITS) {
      return null;
    }
    if (vector instanceof LongVector longs) {
      var wide = DataType.decimal(Math.max(precision, LONG_DIGITS + 1), shift);
      return (Int128Vector) longToInt128(longs, shift, wide, true);
    }
    var numbers = (Int128Vector) vector;
    if (shift == 0) {
      return numbers;
    }
    int rowCount = vector.rowCount();
    long factor = Int128.longPowerOfTen(shift);
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      long lower = numbers.low()[row];
      low[row] = lower * factor;
      high[row] = Math.unsignedMultiplyHigh(lower, factor) + numbers.high()[row] * factor;
    }
    return new Int128Vector(rowCount, high, low, numbers.nulls());
  }
}
