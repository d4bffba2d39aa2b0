package dev.stint.executor.kernel.number;

import dev.stint.executor.kernel.decimal.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads floating-point numbers in the forms that Spark's casts take, which are Java's and a few
/// words, blanks around them removed. Each gives the nearest number of its type, however many
/// digits it has. A text that is none sets `failed[row]` and gives 0.
public final class FloatText {

  /// Digits of whole numbers that a double holds exactly.
  private static final int EXACT_DIGITS = 15;

  /// Digits that an unsigned long holds.
  private static final int LONG_DIGITS = 19;

  /// Beyond it, a number of 19 digits is 0 or infinite.
  private static final int MAX_EXPONENT = 1 << 30;

  private static final int NO_EXPONENT = Integer.MIN_VALUE;

  private FloatText() {}

  public static double parseDouble(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = NumberText.skipBlanks(data, from, to);
    int end = NumberText.dropBlanks(data, start, to);
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
        return parse(data, start, end, false, failed, row);
      }
    }
    int digits = end - first - (point < 0 ? 0 : 1);
    int fractionDigits = point < 0 ? 0 : end - point - 1;
    if (digits == 0 || digits > LONG_DIGITS) {
      return parse(data, start, end, false, failed, row);
    }
    double magnitude =
        digits <= EXACT_DIGITS
            // Both are exact, so the quotient is the nearest double.
            ? value / Decimals.exactPowerOfTen(fractionDigits)
            : EiselLemire.nearestDouble(value, -fractionDigits);
    if (Double.isNaN(magnitude)) {
      return parseSlowly(data, start, end, false, failed, row);
    }
    return isNegative ? -magnitude : magnitude;
  }

  /// As a double, which each float is.
  public static double parseFloat(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = NumberText.skipBlanks(data, from, to);
    int end = NumberText.dropBlanks(data, start, to);
    return parse(data, start, end, true, failed, row);
  }

  private static double parse(
      byte[] data, int start, int end, boolean isFloat, boolean[] failed, int row) {
    double number = nearest(data, start, end, isFloat);
    return Double.isNaN(number) ? parseSlowly(data, start, end, isFloat, failed, row) : number;
  }

  /// NaN where the text is no number in digits, or takes more work to tell.
  private static double nearest(byte[] data, int start, int end, boolean isFloat) {
    boolean isNegative = start < end && data[start] == '-';
    boolean isSigned = isNegative || (start < end && data[start] == '+');
    int position = isSigned ? start + 1 : start;
    int first = position;
    int point = -1;
    long value = 0;
    int digits = 0;
    long exponent = 0;
    boolean isCut = false;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit >= 0 && digit <= 9) {
        if (digits < LONG_DIGITS) {
          value = value * 10 + digit;
          digits += value == 0 ? 0 : 1;
          exponent -= point < 0 ? 0 : 1;
        } else {
          isCut |= digit != 0;
          exponent += point < 0 ? 1 : 0;
        }
      } else if (data[position] == '.' && point < 0) {
        point = position;
      } else {
        break;
      }
    }
    boolean hasDigits = position - first > (point < 0 ? 0 : 1);
    if (!hasDigits) {
      return Double.NaN;
    }
    if (position < end) {
      int given = exponent(data, position, end);
      if (given == NO_EXPONENT) {
        return Double.NaN;
      }
      exponent += given;
    }
    int limited = Math.clamp(exponent, -MAX_EXPONENT, MAX_EXPONENT);
    double magnitude = nearest(value, limited, isFloat);
    // What was cut off makes it less than one more in the last digit.
    boolean isOpen = isCut && magnitude != nearest(value + 1, limited, isFloat);
    if (isOpen) {
      return Double.NaN;
    }
    return isNegative ? -magnitude : magnitude;
  }

  private static double nearest(long significand, int exponent, boolean isFloat) {
    return isFloat
        ? EiselLemire.nearestFloat(significand, exponent)
        : EiselLemire.nearestDouble(significand, exponent);
  }

  /// What `e`, a sign and digits say.
  private static int exponent(byte[] data, int start, int end) {
    if ((data[start] | 0x20) != 'e') {
      return NO_EXPONENT;
    }
    int position = start + 1;
    boolean isNegative = position < end && data[position] == '-';
    if (isNegative || (position < end && data[position] == '+')) {
      position++;
    }
    if (position == end) {
      return NO_EXPONENT;
    }
    long value = 0;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit < 0 || digit > 9) {
        return NO_EXPONENT;
      }
      value = Math.min(value * 10 + digit, MAX_EXPONENT);
    }
    return (int) (isNegative ? -value : value);
  }

  private static double parseSlowly(
      byte[] data, int start, int end, boolean isFloat, boolean[] failed, int row) {
    String text = new String(data, start, end - start, StandardCharsets.UTF_8);
    Double special = special(text);
    if (special != null) {
      return special;
    }
    try {
      return isFloat ? Float.parseFloat(text) : Double.parseDouble(text);
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
}
