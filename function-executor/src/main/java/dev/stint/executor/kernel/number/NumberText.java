package dev.stint.executor.kernel.number;

import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads numbers and booleans in the forms that Spark's casts take, blanks around them removed. A
/// text that is none sets `failed[row]` and gives 0.
public final class NumberText {

  private static final int EXACT_DIGITS = 15;
  private static final int LONG_DIGITS = 18;

  private NumberText() {}

  /// The first byte that is no blank or control character, or `end`.
  public static int skipBlanks(byte[] data, int start, int end) {
    int position = start;
    while (position < end && isBlank(data[position])) {
      position++;
    }
    return position;
  }

  /// The end without the blanks and control characters before it.
  public static int dropBlanks(byte[] data, int start, int end) {
    int position = end;
    while (position > start && isBlank(data[position - 1])) {
      position--;
    }
    return position;
  }

  private static boolean isBlank(byte value) {
    return (value >= 0 && value <= ' ') || value == 0x7F;
  }

  /// A whole number in `low` to `high`: digits after an optional sign.
  public static long parseLong(
      byte[] data, int from, int to, long low, long high, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    boolean isNegative = start < end && data[start] == '-';
    int position = isNegative || (start < end && data[start] == '+') ? start + 1 : start;
    if (position == end) {
      failed[row] = true;
      return 0;
    }
    // Counts downwards: the lowest number has no positive counterpart.
    long value = 0;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        failed[row] = true;
        return 0;
      }
      long next = value * 10 - digit;
      if (next > value) {
        failed[row] = true;
        return 0;
      }
      value = next;
    }
    boolean isTooLarge = !isNegative && value == Long.MIN_VALUE;
    long result = isNegative ? value : -value;
    if (isTooLarge || result < low || result > high) {
      failed[row] = true;
      return 0;
    }
    return result;
  }

  /// A decimal that `unscaled` of at most 18 digits and a scale make, or `null` when the text is
  /// longer, has an exponent or is no number; for those see [#parseDecimal].
  public static long parsePlainDecimal(
      byte[] data, int start, int end, int scale, long bound, boolean[] isLong, int row) {
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
        return 0;
      }
    }
    int digits = end - first - (point < 0 ? 0 : 1);
    int fractionDigits = point < 0 ? 0 : end - point - 1;
    int shift = scale - fractionDigits;
    if (digits == 0 || digits > LONG_DIGITS || shift > LONG_DIGITS - digits) {
      return 0;
    }
    long rescaled =
        shift >= 0
            ? value * Int128.longPowerOfTen(shift)
            : divideHalfUp(value, Int128.longPowerOfTen(-shift));
    if (rescaled >= bound) {
      return 0;
    }
    isLong[row] = true;
    return isNegative ? -rescaled : rescaled;
  }

  private static long divideHalfUp(long value, long divisor) {
    return (value + (divisor >> 1)) / divisor;
  }

  /// The decimal that a text writes, `null` when it writes none.
  public static @Nullable BigDecimal parseDecimal(byte[] data, int from, int to) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    try {
      return new BigDecimal(new String(data, start, end - start, StandardCharsets.UTF_8));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  public static double parseDouble(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    boolean isNegative = start < end && data[start] == '-';
    int position = isNegative ? start + 1 : start;
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
        return parseDoubleSlowly(data, start, end, failed, row);
      }
    }
    int digits = end - first - (point < 0 ? 0 : 1);
    int fractionDigits = point < 0 ? 0 : end - point - 1;
    if (digits == 0 || digits > EXACT_DIGITS) {
      return parseDoubleSlowly(data, start, end, failed, row);
    }
    // Both are exact, so the quotient is the nearest double.
    double magnitude = value / Decimals.exactPowerOfTen(fractionDigits);
    return isNegative ? -magnitude : magnitude;
  }

  private static double parseDoubleSlowly(
      byte[] data, int start, int end, boolean[] failed, int row) {
    String text = new String(data, start, end - start, StandardCharsets.UTF_8);
    Double special = special(text);
    if (special != null) {
      return special;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      failed[row] = true;
      return 0;
    }
  }

  public static double parseFloat(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    String text = new String(data, start, end - start, StandardCharsets.UTF_8);
    Double special = special(text);
    if (special != null) {
      return special;
    }
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException _) {
      failed[row] = true;
      return 0;
    }
  }

  private static @Nullable Double special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }

  public static long parseBoolean(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    if (end - start > 5) {
      failed[row] = true;
      return 0;
    }
    String text = new String(data, start, end - start, StandardCharsets.ISO_8859_1);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1" -> 1;
      case "f", "false", "n", "no", "0" -> 0;
      default -> {
        failed[row] = true;
        yield 0;
      }
    };
  }
}
