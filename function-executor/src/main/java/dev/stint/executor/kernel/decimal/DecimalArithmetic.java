package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.number.LongArithmetic;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Arithmetic of decimals of any two types, into a declared third: exact, then rounded half up.
///
/// Loops over `long`s and 128-bit numbers serve the types that need no rounding. They give `null`
/// when some row may be too long; then rows are taken one by one as `BigDecimal`s.
public final class DecimalArithmetic {

  private static final int LONG_DIGITS = DataType.MAX_LONG_DECIMAL_PRECISION;

  /// Two columns of decimals.
  public record Operands(Vector left, DataType leftType, Vector right, DataType rightType) {

    int rowCount() {
      return left.rowCount();
    }

    boolean @Nullable [] nulls() {
      return Nulls.either(left.nulls(), right.nulls(), left.rowCount());
    }

    BigDecimal leftValue(int row) {
      return Decimals.value(left, row, leftType);
    }

    BigDecimal rightValue(int row) {
      return Decimals.value(right, row, rightType);
    }

    String show(int row, String operator) {
      return leftValue(row).toPlainString() + operator + rightValue(row).toPlainString();
    }
  }

  private DecimalArithmetic() {}

  public static Vector add(Operands operands, DataType type, OnError onError) {
    Vector sum = addOrSubtract(operands, type, 0);
    return sum != null
        ? sum
        : new DecimalBuilder(type, onError, operands.nulls(), operands.rowCount())
            .build(
                row -> operands.leftValue(row).add(operands.rightValue(row)),
                row -> Failures.outOfRange(operands.show(row, " + "), type));
  }

  public static Vector subtract(Operands operands, DataType type, OnError onError) {
    Vector difference = addOrSubtract(operands, type, -1);
    return difference != null
        ? difference
        : new DecimalBuilder(type, onError, operands.nulls(), operands.rowCount())
            .build(
                row -> operands.leftValue(row).subtract(operands.rightValue(row)),
                row -> Failures.outOfRange(operands.show(row, " - "), type));
  }

  /// `mask` is 0 to add and -1 to subtract.
  private static @Nullable Vector addOrSubtract(Operands operands, DataType type, long mask) {
    int leftShift = type.scale() - operands.leftType().scale();
    int rightShift = type.scale() - operands.rightType().scale();
    if (leftShift < 0 || rightShift < 0) {
      return null;
    }
    if (type.precision() <= LONG_DIGITS
        && operands.left() instanceof LongVector left
        && operands.right() instanceof LongVector right
        && operands.leftType().precision() + leftShift <= LONG_DIGITS
        && operands.rightType().precision() + rightShift <= LONG_DIGITS) {
      long[] out = new long[left.rowCount()];
      long leftFactor = Int128.longPowerOfTen(leftShift);
      long rightFactor = Int128.longPowerOfTen(rightShift);
      long bound = Int128.longPowerOfTen(type.precision());
      return addLongs(left.values(), leftFactor, right.values(), rightFactor, mask, bound, out)
          ? new LongVector(out.length, out, operands.nulls())
          : null;
    }
    var left = Rescale.widen(operands.left(), operands.leftType(), leftShift);
    var right = Rescale.widen(operands.right(), operands.rightType(), rightShift);
    if (left == null || right == null || type.precision() <= LONG_DIGITS) {
      return null;
    }
    var sums = left.isShort() && right.isShort() ? addShort(left, right, mask, operands) : null;
    return sums != null ? sums : addInt128s(left, right, mask, type.precision(), operands.nulls());
  }

  /// `null` when some sum has more than 64 bits; all others fit the type, which has 19 digits.
  private static @Nullable Vector addShort(
      Int128Vector left, Int128Vector right, long mask, Operands operands) {
    int rowCount = left.rowCount();
    long[] leftValues = left.low();
    long[] rightValues = right.low();
    long[] sums = new long[rowCount];
    long overflow = 0;
    for (int row = 0; row < rowCount; row++) {
      long augend = leftValues[row];
      // Turning bits in place of the sign is adding one more, which is taken off the sum.
      long addend = rightValues[row] ^ mask;
      long sum = augend + addend - mask;
      overflow |= (augend ^ sum) & (addend ^ sum);
      sums[row] = sum;
    }
    return overflow >= 0 ? Int128Vector.ofShort(rowCount, sums, operands.nulls()) : null;
  }

  private static boolean addLongs(
      long[] left,
      long leftFactor,
      long[] right,
      long rightFactor,
      long mask,
      long bound,
      long[] out) {
    long outside = 0;
    for (int row = 0; row < out.length; row++) {
      // Exclusive or with -1, then minus -1: the negated number.
      long addend = (right[row] * rightFactor ^ mask) - mask;
      long sum = left[row] * leftFactor + addend;
      outside |= Int128.outside(sum, bound);
      out[row] = sum;
    }
    return outside >= 0;
  }

  private static @Nullable Vector addInt128s(
      Int128Vector left, Int128Vector right, long mask, int precision, boolean @Nullable [] nulls) {
    int rowCount = left.rowCount();
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      long rightLow = right.low()[row];
      long addendLow = (rightLow ^ mask) - mask;
      long carry = mask & (rightLow == 0 ? 1 : 0);
      long addendHigh = (right.high()[row] ^ mask) + carry;
      long leftLow = left.low()[row];
      low[row] = leftLow + addendLow;
      high[row] = Int128.addHigh(left.high()[row], leftLow, addendHigh, addendLow);
    }
    // A sum that wraps around at 2^127 still has more than 38 digits.
    return Int128.allFit(high, low, precision)
        ? new Int128Vector(rowCount, high, low, nulls)
        : null;
  }

  public static Vector multiply(Operands operands, DataType type, OnError onError) {
    boolean isExact = type.scale() == operands.leftType().scale() + operands.rightType().scale();
    Vector product = isExact ? multiplyExactly(operands, type) : null;
    return product != null
        ? product
        : new DecimalBuilder(type, onError, operands.nulls(), operands.rowCount())
            .build(
                row -> operands.leftValue(row).multiply(operands.rightValue(row)),
                row -> Failures.outOfRange(operands.show(row, " * "), type));
  }

  private static @Nullable Vector multiplyExactly(Operands operands, DataType type) {
    var left = Rescale.asLongs(operands.left());
    var right = Rescale.asLongs(operands.right());
    if (left == null || right == null) {
      return type.precision() <= LONG_DIGITS ? null : multiplyInt128s(operands, type);
    }
    int rowCount = operands.rowCount();
    int digits = operands.leftType().precision() + operands.rightType().precision();
    if (type.precision() <= LONG_DIGITS) {
      long[] out = new long[rowCount];
      long bound = Int128.longPowerOfTen(type.precision());
      return digits <= LONG_DIGITS && multiplyLongs(left.values(), right.values(), bound, out)
          ? new LongVector(rowCount, out, operands.nulls())
          : null;
    }
    var product = Products.of(left.values(), right.values(), rowCount, operands.nulls());
    return digits <= type.precision()
            || product.isShort()
            || Int128.allFit(product.high(), product.low(), type.precision())
        ? product
        : null;
  }

  private static boolean multiplyLongs(long[] left, long[] right, long bound, long[] out) {
    long outside = 0;
    for (int row = 0; row < out.length; row++) {
      long product = left[row] * right[row];
      outside |= Int128.outside(product, bound);
      out[row] = product;
    }
    return outside >= 0;
  }

  private static @Nullable Vector multiplyInt128s(Operands operands, DataType type) {
    var left = Rescale.widen(operands.left(), operands.leftType(), 0);
    var right = Rescale.widen(operands.right(), operands.rightType(), 0);
    if (left == null || right == null) {
      return null;
    }
    int rowCount = operands.rowCount();
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    boolean isSmall = true;
    for (int row = 0; row < rowCount; row++) {
      long leftHigh = left.high()[row];
      long leftLow = left.low()[row];
      long rightHigh = right.high()[row];
      long rightLow = right.low()[row];
      low[row] = leftLow * rightLow;
      high[row] =
          Math.unsignedMultiplyHigh(leftLow, rightLow) + leftHigh * rightLow + leftLow * rightHigh;
      // Within a part in 10^14 of the product: enough to know that it does not wrap around.
      double estimate = Int128.estimate(leftHigh, leftLow) * Int128.estimate(rightHigh, rightLow);
      isSmall &= Math.abs(estimate) < 1.5e38;
    }
    return isSmall && Int128.allFit(high, low, type.precision())
        ? new Int128Vector(rowCount, high, low, operands.nulls())
        : null;
  }

  public static Vector divide(Operands operands, DataType type, OnError onError) {
    var divided = DecimalDivision.divide(operands, type);
    if (divided != null) {
      return divided;
    }
    return new DecimalBuilder(type, onError, operands.nulls(), operands.rowCount())
        .build(
            row -> quotient(operands.leftValue(row), operands.rightValue(row), type.scale()),
            row ->
                operands.rightValue(row).signum() == 0
                    ? Failures.divideByZero("try_divide")
                    : Failures.outOfRange(operands.show(row, " / "), type));
  }

  private static @Nullable BigDecimal quotient(BigDecimal left, BigDecimal right, int scale) {
    return right.signum() == 0 ? null : left.divide(right, scale, RoundingMode.HALF_UP);
  }

  /// The whole quotient towards zero, as `BIGINT`.
  public static Vector divideWhole(Operands operands, OnError onError) {
    var whole = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0);
    var quotients =
        new DecimalBuilder(whole, onError, operands.nulls(), operands.rowCount())
            .build(
                row ->
                    operands.rightValue(row).signum() == 0
                        ? null
                        : operands.leftValue(row).divideToIntegralValue(operands.rightValue(row)),
                row ->
                    operands.rightValue(row).signum() == 0
                        ? Failures.divideByZero("try_divide")
                        : Failures.outOfRange(operands.show(row, " div "), whole));
    return DecimalCasts.toLongs(quotients, whole, DataType.BIGINT, onError);
  }

  /// See [LongArithmetic#remainder].
  public static Vector remainder(Operands operands, DataType type, boolean isPositive) {
    String operator = isPositive ? " pmod " : " % ";
    return new DecimalBuilder(type, OnError.FAIL, operands.nulls(), operands.rowCount())
        .build(
            row -> rest(operands.leftValue(row), operands.rightValue(row), isPositive),
            row ->
                operands.rightValue(row).signum() == 0
                    ? Failures.remainderByZero(operands.show(row, operator))
                    : Failures.outOfRange(operands.show(row, operator), type));
  }

  private static @Nullable BigDecimal rest(BigDecimal left, BigDecimal right, boolean isPositive) {
    if (right.signum() == 0) {
      return null;
    }
    BigDecimal rest = left.remainder(right);
    return isPositive && rest.signum() < 0 ? rest.add(right).remainder(right) : rest;
  }

  public static Vector negate(Vector vector) {
    int rowCount = vector.rowCount();
    if (vector instanceof LongVector longs) {
      long[] out = new long[rowCount];
      for (int row = 0; row < rowCount; row++) {
        out[row] = -longs.values()[row];
      }
      return new LongVector(rowCount, out, vector.nulls());
    }
    var numbers = (Int128Vector) vector;
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      low[row] = -numbers.low()[row];
      high[row] = Int128.negateHigh(numbers.high()[row], numbers.low()[row]);
    }
    return new Int128Vector(rowCount, high, low, vector.nulls());
  }

  public static Vector absolute(Vector vector) {
    int rowCount = vector.rowCount();
    if (vector instanceof LongVector longs) {
      long[] out = new long[rowCount];
      for (int row = 0; row < rowCount; row++) {
        out[row] = Math.abs(longs.values()[row]);
      }
      return new LongVector(rowCount, out, vector.nulls());
    }
    var numbers = (Int128Vector) vector;
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      boolean isNegative = numbers.high()[row] < 0;
      long lower = numbers.low()[row];
      low[row] = isNegative ? -lower : lower;
      high[row] = isNegative ? Int128.negateHigh(numbers.high()[row], lower) : numbers.high()[row];
    }
    return new Int128Vector(rowCount, high, low, vector.nulls());
  }
}
