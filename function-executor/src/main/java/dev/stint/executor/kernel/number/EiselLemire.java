package dev.stint.executor.kernel.number;

import java.math.BigInteger;

/// The floating-point number nearest to `significand` · 10^`exponent`, of two equally near ones
/// that with an even last bit (IEEE 754, roundTiesToEven), by one or two multiplications (Lemire,
/// "Number Parsing at a Gigabyte per Second", 2021). The significand is unsigned.
///
/// The power of ten is known to 128 bits, rounded down. The product with its upper 64 bits, and
/// where these leave the last bit open with the lower ones too, is too small by less than a unit of
/// its own last place: it decides unless all the bits that are cut off are ones, or the number may
/// lie exactly between two. That, and what is too large or too small for a normal number, is
/// [#UNDECIDED]: it takes arithmetic of more digits.
final class EiselLemire {

  /// Instead of a number: a NaN, which no number is.
  static final double UNDECIDED = Double.NaN;

  private static final long OPEN = -1;

  private EiselLemire() {}

  static double nearestDouble(long significand, int exponent) {
    if (significand == 0) {
      return 0;
    }
    long bits = bits(significand, exponent, Double.PRECISION - 1, Double.MAX_EXPONENT);
    return bits == OPEN ? UNDECIDED : Double.longBitsToDouble(bits);
  }

  /// As a double, which each float is.
  static double nearestFloat(long significand, int exponent) {
    if (significand == 0) {
      return 0;
    }
    long bits = bits(significand, exponent, Float.PRECISION - 1, Float.MAX_EXPONENT);
    return bits == OPEN ? UNDECIDED : Float.intBitsToFloat((int) bits);
  }

  /// Of a format with `fractionBits` after the leading one, whose exponents end at `bias`.
  private static long bits(long significand, int exponent, int fractionBits, int bias) {
    if (exponent < Powers.LOWEST || exponent > Powers.HIGHEST) {
      return OPEN;
    }
    int power = exponent - Powers.LOWEST;
    int leadingZeros = Long.numberOfLeadingZeros(significand);
    long factor = significand << leadingZeros;
    long high = Math.unsignedMultiplyHigh(factor, Powers.UPPER[power]);
    long low = factor * Powers.UPPER[power];
    // Of the product's upper word, what stays below the last bit and the one that rounds it.
    int restBits = Long.SIZE - 3 - fractionBits;
    long rest = (1L << restBits) - 1;
    if ((high & rest) == rest && mayCarry(low, factor)) {
      long added = Math.unsignedMultiplyHigh(factor, Powers.LOWER[power]);
      long lowest = factor * Powers.LOWER[power];
      low += added;
      if (Long.compareUnsigned(low, added) < 0) {
        high++;
      }
      if ((high & rest) == rest && low == -1 && mayCarry(lowest, factor)) {
        return OPEN;
      }
    }
    int top = (int) (high >>> (Long.SIZE - 1));
    long rounded = high >>> (top + restBits);
    boolean mayBeHalf = low == 0 && (high & rest) == 0 && (rounded & 3) == 1;
    if (mayBeHalf) {
      return OPEN;
    }
    rounded = (rounded + (rounded & 1)) >>> 1;
    int carry = (int) (rounded >>> (fractionBits + 1));
    int biased = binaryExponent(exponent) + Long.SIZE - leadingZeros - 1 + top + carry + bias;
    boolean isNormal = biased >= 1 && biased <= 2 * bias;
    return isNormal
        ? (long) biased << fractionBits | fractionOf(rounded >>> carry, fractionBits)
        : OPEN;
  }

  /// Whether the true product, which is larger by less than `factor`, may have one more in the next
  /// word.
  private static boolean mayCarry(long word, long factor) {
    return Long.compareUnsigned(word + factor, factor) < 0;
  }

  private static long fractionOf(long rounded, int fractionBits) {
    return rounded & ((1L << fractionBits) - 1);
  }

  /// The largest n with 2^n ≤ 10^`exponent`, by log2(10) · 2^16.
  private static int binaryExponent(int exponent) {
    return (217706 * exponent) >> 16;
  }

  /// The upper 128 bits of powers of ten, in two words; made when the first is asked for.
  private static final class Powers {

    /// Of 19 digits, no double is smaller or larger.
    static final int LOWEST = -343;

    static final int HIGHEST = 308;
    static final long[] UPPER = new long[HIGHEST - LOWEST + 1];
    static final long[] LOWER = new long[HIGHEST - LOWEST + 1];

    private static final int BITS = 2 * Long.SIZE;

    static {
      var power = BigInteger.ONE;
      for (int exponent = 0; exponent <= -LOWEST; exponent++) {
        if (exponent <= HIGHEST) {
          put(exponent, power.shiftLeft(BITS).shiftRight(power.bitLength()));
        }
        if (exponent > 0) {
          put(-exponent, BigInteger.ONE.shiftLeft(power.bitLength() + BITS - 1).divide(power));
        }
        power = power.multiply(BigInteger.TEN);
      }
    }

    private static void put(int exponent, BigInteger bits) {
      UPPER[exponent - LOWEST] = bits.shiftRight(Long.SIZE).longValue();
      LOWER[exponent - LOWEST] = bits.longValue();
    }
  }
}
