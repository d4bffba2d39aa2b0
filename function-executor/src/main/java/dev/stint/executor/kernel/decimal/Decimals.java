package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Decimals of single rows, for the paths that are not worth a loop of their own.
public final class Decimals {

  // An exponent beyond this is out of every decimal's range, and would cost memory to write out.
  private static final int MAX_EXPONENT = 1000;

  private static final int MAX_EXACT_POWER = 22;
  private static final double[] EXACT_POWERS_OF_TEN = new double[MAX_EXACT_POWER + 1];

  static {
    for (int i = 0; i < EXACT_POWERS_OF_TEN.length; i++) {
      EXACT_POWERS_OF_TEN[i] = Double.parseDouble("1e" + i);
    }
  }

  private Decimals() {}

  /// 10 to a power of 0 to 22, all of which a `double` has exactly.
  public static double exactPowerOfTen(int exponent) {
    return EXACT_POWERS_OF_TEN[exponent];
  }

  public static BigInteger unscaled(Vector vector, int row) {
    return switch (vector) {
      case LongVector longs -> BigInteger.valueOf(longs.values()[row]);
      case Int128Vector numbers -> Int128.toBigInteger(numbers.high()[row], numbers.low()[row]);
      case Vector other -> throw new IllegalArgumentException("no decimals: " + other);
    };
  }

  public static BigDecimal value(Vector vector, int row, DataType type) {
    return new BigDecimal(unscaled(vector, row), type.scale());
  }

  /// `value` with the scale of `type`, half up; `null` when it does not fit the precision.
  public static @Nullable BigDecimal rescale(BigDecimal value, DataType type) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO.setScale(type.scale());
    }
    if ((long) value.precision() - value.scale() > type.precision() - type.scale()) {
      return null;
    }
    if (value.scale() > MAX_EXPONENT && value.precision() < value.scale() - MAX_EXPONENT) {
      return BigDecimal.ZERO.setScale(type.scale());
    }
    BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    return rounded.precision() <= type.precision() ? rounded : null;
  }
}
