package dev.stint.executor.kernel.decimal;

import java.math.BigInteger;

/// Numbers of 128 bits in two's complement, as a signed high and an unsigned low `long`: the
/// unscaled values of long decimals.
public final class Int128 {

  private static final BigInteger[] POWERS_OF_TEN = new BigInteger[77];
  private static final long[] LONG_POWERS_OF_TEN = new long[19];
  private static final long[] POWER_HIGH = new long[39];
  private static final long[] POWER_LOW = new long[39];

  static {
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = BigInteger.TEN.pow(i);
    }
    for (int i = 0; i < LONG_POWERS_OF_TEN.length; i++) {
      LONG_POWERS_OF_TEN[i] = POWERS_OF_TEN[i].longValueExact();
    }
    for (int i = 0; i < POWER_HIGH.length; i++) {
      POWER_HIGH[i] = high(POWERS_OF_TEN[i]);
      POWER_LOW[i] = POWERS_OF_TEN[i].longValue();
    }
  }

  private Int128() {}

  /// 10 to a power of at most 76.
  public static BigInteger powerOfTen(int exponent) {
    return POWERS_OF_TEN[exponent];
  }

  /// 10 to a power of at most 18.
  public static long longPowerOfTen(int exponent) {
    return LONG_POWERS_OF_TEN[exponent];
  }

  /// 10 to a power of at most 19, as an unsigned number.
  public static long unsignedPowerOfTen(int exponent) {
    return POWER_LOW[exponent];
  }

  public static BigInteger toBigInteger(long high, long low) {
    var upper = BigInteger.valueOf(high).shiftLeft(64);
    var value = upper.add(BigInteger.valueOf(low & Long.MAX_VALUE));
    return low < 0 ? value.setBit(63) : value;
  }

  /// The high half of a number that fits.
  public static long high(BigInteger value) {
    return value.shiftRight(64).longValue();
  }

  /// The low half.
  public static long low(BigInteger value) {
    return value.longValue();
  }

  /// Whether the number is that of a `long`, its low half.
  public static boolean isLong(long high, long low) {
    return high == low >> 63;
  }

  public static int compare(long leftHigh, long leftLow, long rightHigh, long rightLow) {
    return leftHigh == rightHigh
        ? Long.compareUnsigned(leftLow, rightLow)
        : Long.compare(leftHigh, rightHigh);
  }

  /// The high half of a sum whose low half is `leftLow + rightLow`.
  public static long addHigh(long leftHigh, long leftLow, long rightHigh, long rightLow) {
    long low = leftLow + rightLow;
    // The carry out of the low half, without a branch.
    long carry = ((leftLow & rightLow) | ((leftLow | rightLow) & ~low)) >>> 63;
    return leftHigh + rightHigh + carry;
  }

  /// The high half of the negated number whose low half is `-low`.
  public static long negateHigh(long high, long low) {
    return low == 0 ? -high : ~high;
  }

  /// Whether the number has at most `precision` decimal digits.
  public static boolean fits(long high, long low, int precision) {
    long absoluteHigh = high < 0 ? negateHigh(high, low) : high;
    long absoluteLow = high < 0 ? -low : low;
    // The smallest number of all negates to itself, and is too long as an unsigned one.
    return absoluteHigh >= 0
        && compare(absoluteHigh, absoluteLow, POWER_HIGH[precision], POWER_LOW[precision]) < 0;
  }

  /// Whether all numbers have at most `precision` decimal digits.
  static boolean allFit(long[] high, long[] low, int precision) {
    // Nearly always the high halves alone can tell.
    long bound = Math.min(POWER_HIGH[precision], LONG_POWERS_OF_TEN[18]);
    long outside = bound - 1;
    for (long upper : high) {
      outside |= outside(upper, bound);
    }
    if (outside >= 0) {
      return true;
    }
    for (int row = 0; row < high.length; row++) {
      if (!fits(high[row], low[row], precision)) {
        return false;
      }
    }
    return true;
  }

  /// Negative when `value` is not between `-bound` and `bound`, both exclusive: gathered over a
  /// batch by "or", one number tells whether any row is outside. `bound` is at most 10^18.
  static long outside(long value, long bound) {
    return (bound - 1 - value) | (value + (bound - 1));
  }

  /// The nearest double or a neighbour of it.
  public static double estimate(long high, long low) {
    return high * 0x1p64 + (low >>> 1) * 2.0;
  }
}
