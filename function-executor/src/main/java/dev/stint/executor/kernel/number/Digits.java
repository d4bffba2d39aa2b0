package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers by their digits, and where they lie between others.
public final class Digits {

  private static final long[] FACTORIALS = factorials();

  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private Digits() {}

  private static long[] factorials() {
    long[] products = new long[21];
    products[0] = 1;
    for (int n = 1; n < products.length; n++) {
      products[n] = products[n - 1] * n;
    }
    return products;
  }

  public static BytesVector binary(LongVector numbers) {
    return TextRows.texts(
        new Vector[] {numbers},
        numbers.rowCount(),
        row -> Long.toBinaryString(numbers.values()[row]));
  }

  /// NULL for numbers whose factorial is not defined or no BIGINT.
  public static LongVector factorial(LongVector numbers) {
    return TextRows.longsOrNull(
        new Vector[] {numbers},
        numbers.rowCount(),
        row -> {
          long number = numbers.values()[row];
          return number < 0 || number >= FACTORIALS.length
              ? null
              : Long.valueOf(FACTORIALS[Math.toIntExact(number)]);
        });
  }

  /// Value, low, high and number of parts: 1 to that number, 0 below the first and one more above
  /// the last; NULL where there are no such parts.
  public static LongVector widthBucket(Vector[] arguments, int rowCount) {
    double[] values = ((DoubleVector) arguments[0]).values();
    double[] lows = ((DoubleVector) arguments[1]).values();
    double[] highs = ((DoubleVector) arguments[2]).values();
    long[] counts = ((LongVector) arguments[3]).values();
    return TextRows.longsOrNull(
        arguments, rowCount, row -> bucket(values[row], lows[row], highs[row], counts[row]));
  }

  private static @Nullable Long bucket(double value, double low, double high, long count) {
    boolean isDefined =
        count > 0
            && count != Long.MAX_VALUE
            && !Double.isNaN(value)
            && low != high
            && Double.isFinite(low)
            && Double.isFinite(high);
    if (!isDefined) {
      return null;
    }
    double lower = Math.min(low, high);
    double upper = Math.max(low, high);
    boolean isUpwards = low < high;
    if (value < lower || (!isUpwards && value == lower)) {
      return isUpwards ? 0L : count + 1;
    }
    if (value > upper || (isUpwards && value == upper)) {
      return isUpwards ? count + 1 : 0L;
    }
    double share = isUpwards ? value - lower : upper - value;
    return (long) (count * share / (upper - lower)) + 1;
  }

  /// Digits, the base they are in, and the one they are brought to; what follows them is ignored.
  /// Numbers are of 64 bits without a sign, unless the new base is negative.
  public static BytesVector convert(Vector[] arguments, int rowCount) {
    long[] from = ((LongVector) arguments[1]).values();
    long[] to = ((LongVector) arguments[2]).values();
    return TextRows.texts(
        arguments,
        rowCount,
        row -> convert(((BytesVector) arguments[0]).string(row).strip(), from[row], to[row]));
  }

  private static @Nullable String convert(String text, long from, long to) {
    boolean areBases = isBase(from) && isBase(Math.abs(to));
    if (!areBases || text.isEmpty()) {
      return null;
    }
    boolean isNegative = text.startsWith("-");
    int start = isNegative ? 1 : 0;
    int end = start;
    while (end < text.length() && Character.digit(text.charAt(end), (int) from) >= 0) {
      end++;
    }
    var value =
        end == start ? BigInteger.ZERO : new BigInteger(text.substring(start, end), (int) from);
    if (value.bitLength() > 64) {
      throw overflow(text, from, to);
    }
    var signed = isNegative ? value.negate() : value;
    if (to > 0) {
      var unsigned = signed.signum() < 0 ? signed.add(TWO_TO_64) : signed;
      return unsigned.toString((int) to).toUpperCase(Locale.ROOT);
    }
    return BigInteger.valueOf(signed.longValue()).toString((int) -to).toUpperCase(Locale.ROOT);
  }

  private static boolean isBase(long base) {
    return base >= Character.MIN_RADIX && base <= Character.MAX_RADIX;
  }

  private static StintException overflow(String text, long from, long to) {
    return StintException.user(
        "[ARITHMETIC_OVERFLOW] conv('%s', %d, %d) overflows 64 bits. Guard the row with CASE."
            .formatted(text, from, to));
  }
}
