package dev.stint.executor.kernel.number;

import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads decimals in the forms that Spark's casts take, which are Java's, blanks around them
/// removed: digits with or without a point, a sign and an exponent.
public final class DecimalText {

  private static final int LONG_DIGITS = DataType.MAX_LONG_DECIMAL_PRECISION;

  /// Digits that an unsigned long holds.
  private static final int WORD_DIGITS = 19;

  private DecimalText() {}

  /// Puts the unscaled value of the text, rounded half up to the scale of `type`, at `row` of both
  /// halves. False where the text is no number, or one of more digits than the type has.
  public static boolean parse(
      byte[] data, int from, int to, DataType type, long[] high, long[] low, int row) {
    int start = NumberText.skipBlanks(data, from, to);
    int end = NumberText.dropBlanks(data, start, to);
    return parseShort(data, start, end, type, high, low, row)
        || parseLong(data, start, end, type, high, low, row)
        || parseSlowly(data, start, end, type, high, low, row);
  }

  /// Whether the text is a number, of however many digits.
  public static boolean isNumber(byte[] data, int from, int to) {
    int start = NumberText.skipBlanks(data, from, to);
    return read(data, start, NumberText.dropBlanks(data, start, to)) != null;
  }

  /// Of at most 18 digits, in the text and at the type's scale, without an exponent.
  private static boolean parseShort(
      byte[] data, int start, int end, DataType type, long[] high, long[] low, int row) {
    boolean isNegative = start < end && data[start] == '-';
    int position = isNegative || (start < end && data[start] == '+') ? start + 1 : start;
    int first = position;
    int point = -1;
    long value = 0;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (data[position] == '.' && point < 0) {
        point = position;
      } else {
        return false;
      }
    }
    int digits = end - first - (point < 0 ? 0 : 1);
    int fractionDigits = point < 0 ? 0 : end - point - 1;
    int shift = type.scale() - fractionDigits;
    if (digits == 0 || digits > LONG_DIGITS || shift > LONG_DIGITS - digits) {
      return false;
    }
    long rescaled =
        shift >= 0
            ? value * Int128.longPowerOfTen(shift)
            : divideHalfUp(value, Int128.longPowerOfTen(-shift));
    if (rescaled >= Int128.longPowerOfTen(Math.min(type.precision(), LONG_DIGITS))) {
      return false;
    }
    low[row] = isNegative ? -rescaled : rescaled;
    high[row] = low[row] >> 63;
    return true;
  }

  private static long divideHalfUp(long value, long divisor) {
    return (value + (divisor >> 1)) / divisor;
  }

  /// Of at most 38 digits, in the text and at the type's scale, none of which is rounded away,
  /// without an exponent.
  private static boolean parseLong(
      byte[] data, int start, int end, DataType type, long[] high, long[] low, int row) {
    boolean isNegative = start < end && data[start] == '-';
    int position = isNegative || (start < end && data[start] == '+') ? start + 1 : start;
    int point = -1;
    int digits = 0;
    long upper = 0;
    long lower = 0;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit >= 0 && digit <= 9) {
        if (digits < WORD_DIGITS) {
          upper = upper * 10 + digit;
        } else {
          lower = lower * 10 + digit;
        }
        digits++;
      } else if (data[position] == '.' && point < 0) {
        point = position;
      } else {
        return false;
      }
    }
    int shift = type.scale() - (point < 0 ? 0 : end - point - 1);
    if (digits == 0 || shift < 0 || digits + shift > DataType.MAX_DECIMAL_PRECISION) {
      return false;
    }
    high[row] = 0;
    low[row] = upper;
    multiply(high, low, row, Math.max(0, digits - WORD_DIGITS));
    low[row] += lower;
    high[row] += Long.compareUnsigned(low[row], lower) < 0 ? 1 : 0;
    multiply(high, low, row, Math.min(shift, WORD_DIGITS));
    multiply(high, low, row, Math.max(0, shift - WORD_DIGITS));
    if (isNegative) {
      high[row] = Int128.negateHigh(high[row], low[row]);
      low[row] = -low[row];
    }
    return Int128.fits(high[row], low[row], type.precision());
  }

  /// By ten to a power of at most 19; the product has at most 38 digits.
  private static void multiply(long[] high, long[] low, int row, int power) {
    long factor = Int128.unsignedPowerOfTen(power);
    high[row] = high[row] * factor + Math.unsignedMultiplyHigh(low[row], factor);
    low[row] *= factor;
  }

  private static boolean parseSlowly(
      byte[] data, int start, int end, DataType type, long[] high, long[] low, int row) {
    var value = read(data, start, end);
    var rounded = value == null ? null : Decimals.rescale(value, type);
    if (rounded == null) {
      high[row] = 0;
      low[row] = 0;
      return false;
    }
    high[row] = Int128.high(rounded.unscaledValue());
    low[row] = Int128.low(rounded.unscaledValue());
    return true;
  }

  private static @Nullable BigDecimal read(byte[] data, int start, int end) {
    try {
      return new BigDecimal(new String(data, start, end - start, StandardCharsets.UTF_8));
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
