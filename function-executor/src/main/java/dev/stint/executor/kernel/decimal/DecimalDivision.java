package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Nulls;
import dev.stint.plan.type.DataType;
import org.jspecify.annotations.Nullable;

/// Division of decimals, half up, where the enlarged dividend has at most 127 bits and the divisor
/// at most 63.
final class DecimalDivision {

  private static final int LONG_DIGITS = DataType.MAX_LONG_DECIMAL_PRECISION;
  private static final long HALF_MASK = 0xFFFF_FFFFL;

  private DecimalDivision() {}

  /// `null` when some row needs more, divides by zero or gives too long a quotient.
  static @Nullable Vector divide(DecimalArithmetic.Operands operands, DataType type) {
    int shift = type.scale() - operands.leftType().scale() + operands.rightType().scale();
    if (shift < 0 || shift > LONG_DIGITS || !(operands.right() instanceof LongVector divisors)) {
      return null;
    }
    var dividends = Rescale.widen(operands.left(), operands.leftType(), 0);
    if (dividends == null) {
      return null;
    }
    int rowCount = operands.rowCount();
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    boolean[] nulls = operands.nulls();
    for (int row = 0; row < rowCount; row++) {
      long divisor = divisors.values()[row];
      if (!Nulls.isNull(nulls, row)
          && !divide(dividends, row, Int128.longPowerOfTen(shift), divisor, high, low)) {
        return null;
      }
      if (!Int128.fits(high[row], low[row], type.precision())) {
        return null;
      }
    }
    return type.precision() <= LONG_DIGITS
        ? new LongVector(rowCount, low, nulls)
        : new Int128Vector(rowCount, high, low, nulls);
  }

  private static boolean divide(
      Int128Vector dividends, int row, long factor, long divisor, long[] high, long[] low) {
    long upper = dividends.high()[row];
    long lower = dividends.low()[row];
    if (divisor == 0 || Math.abs(Int128.estimate(upper, lower)) * factor >= 1.5e38) {
      return false;
    }
    boolean isNegative = (upper ^ divisor) < 0;
    long absoluteUpper = upper < 0 ? Int128.negateHigh(upper, lower) : upper;
    long absoluteLower = upper < 0 ? -lower : lower;
    long numeratorHigh = Math.unsignedMultiplyHigh(absoluteLower, factor) + absoluteUpper * factor;
    long numeratorLow = absoluteLower * factor;
    long absoluteDivisor = Math.abs(divisor);
    long quotientHigh = numeratorHigh / absoluteDivisor;
    long rest = numeratorHigh % absoluteDivisor;
    long quotientLow = divideUnsigned(rest, numeratorLow, absoluteDivisor);
    long lastRest = numeratorLow - quotientLow * absoluteDivisor;
    // Half up: the rest is at least as far from 0 as from the divisor.
    if (lastRest >= absoluteDivisor - lastRest) {
      quotientLow++;
      quotientHigh += quotientLow == 0 ? 1 : 0;
    }
    low[row] = isNegative ? -quotientLow : quotientLow;
    high[row] = isNegative ? Int128.negateHigh(quotientHigh, quotientLow) : quotientHigh;
    return true;
  }

  /// The quotient of the unsigned 128-bit number `high:low` by a positive divisor larger than
  /// `high`, so that it fits. Knuth's algorithm D with two digits of 32 bits.
  static long divideUnsigned(long high, long low, long divisor) {
    if (high == 0) {
      return Long.divideUnsigned(low, divisor);
    }
    int shift = Long.numberOfLeadingZeros(divisor);
    long normalized = divisor << shift;
    long divisorHigh = normalized >>> 32;
    long divisorLow = normalized & HALF_MASK;
    long upper = shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
    long lower = low << shift;
    long first = digit(upper, lower >>> 32, divisorHigh, divisorLow);
    long middle = (upper << 32 | lower >>> 32) - first * normalized;
    long second = digit(middle, lower & HALF_MASK, divisorHigh, divisorLow);
    return (first << 32) + second;
  }

  private static long digit(long upper, long next, long divisorHigh, long divisorLow) {
    long digit = Long.divideUnsigned(upper, divisorHigh);
    long rest = upper - digit * divisorHigh;
    while (digit > HALF_MASK || Long.compareUnsigned(digit * divisorLow, rest << 32 | next) > 0) {
      digit--;
      rest += divisorHigh;
      if (rest > HALF_MASK) {
        break;
      }
    }
    return digit;
  }
}
