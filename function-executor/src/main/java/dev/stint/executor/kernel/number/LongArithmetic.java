package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import org.jspecify.annotations.Nullable;

/// Arithmetic of `TINYINT` to `BIGINT`.
///
/// The loops wrap around and gather in one number whether any row left its type's range: a sum of
/// bits that is not zero. Only then are rows looked at one by one.
public final class LongArithmetic {

  private LongArithmetic() {}

  /// Leaves of each number the bits that its type has.
  private static void wrap(long[] numbers, int shift) {
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = numbers[row] << shift >> shift;
    }
  }

  public static LongVector add(LongVector left, LongVector right, DataType type, OnError onError) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      long sum = a[row] + b[row];
      out[row] = sum;
      wrong |= ((a[row] ^ sum) & (b[row] ^ sum)) >>> 63;
      wrong |= sum << shift >> shift ^ sum;
    }
    boolean[] nulls = Nulls.either(left.nulls(), right.nulls(), rowCount);
    if (wrong != 0 && onError == OnError.BE_LENIENT) {
      wrap(out, shift);
    } else if (wrong != 0) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row -> ((a[row] ^ out[row]) & (b[row] ^ out[row])) < 0 || isOutside(out[row], shift),
              row -> Failures.overflow(type, a[row] + " + " + b[row], advice("try_add")));
    }
    return new LongVector(rowCount, out, nulls);
  }

  public static LongVector subtract(
      LongVector left, LongVector right, DataType type, OnError onError) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      long difference = a[row] - b[row];
      out[row] = difference;
      wrong |= ((a[row] ^ b[row]) & (a[row] ^ difference)) >>> 63;
      wrong |= difference << shift >> shift ^ difference;
    }
    boolean[] nulls = Nulls.either(left.nulls(), right.nulls(), rowCount);
    if (wrong != 0 && onError == OnError.BE_LENIENT) {
      wrap(out, shift);
    } else if (wrong != 0) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row -> ((a[row] ^ b[row]) & (a[row] ^ out[row])) < 0 || isOutside(out[row], shift),
              row -> Failures.overflow(type, a[row] + " - " + b[row], advice("try_subtract")));
    }
    return new LongVector(rowCount, out, nulls);
  }

  public static LongVector multiply(
      LongVector left, LongVector right, DataType type, OnError onError) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    long wrong = shift == 0 ? multiplyLongs(a, b, out, rowCount) : 0;
    for (int row = 0; shift > 0 && row < rowCount; row++) {
      long product = a[row] * b[row];
      out[row] = product;
      wrong |= product << shift >> shift ^ product;
    }
    boolean[] nulls = Nulls.either(left.nulls(), right.nulls(), rowCount);
    if (wrong != 0 && onError == OnError.BE_LENIENT) {
      wrap(out, shift);
    } else if (wrong != 0) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row ->
                  Math.multiplyHigh(a[row], b[row]) != out[row] >> 63 || isOutside(out[row], shift),
              row -> Failures.overflow(type, a[row] + " * " + b[row], advice("try_multiply")));
    }
    return new LongVector(rowCount, out, nulls);
  }

  private static long multiplyLongs(long[] a, long[] b, long[] out, int rowCount) {
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      long product = a[row] * b[row];
      out[row] = product;
      wrong |= Math.multiplyHigh(a[row], b[row]) ^ product >> 63;
    }
    return wrong;
  }

  /// The whole quotient, towards zero.
  public static LongVector divide(LongVector left, LongVector right, OnError onError) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    boolean isAnyWrong = false;
    for (int row = 0; row < rowCount; row++) {
      boolean isZero = b[row] == 0;
      isAnyWrong |= isZero || (a[row] == Long.MIN_VALUE && b[row] == -1);
      out[row] = a[row] / (isZero ? 1 : b[row]);
    }
    boolean[] nulls = Nulls.either(left.nulls(), right.nulls(), rowCount);
    if (isAnyWrong) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row -> b[row] == 0 || (a[row] == Long.MIN_VALUE && b[row] == -1),
              row ->
                  b[row] == 0
                      ? Failures.divideByZero("try_divide")
                      : Failures.overflow(
                          DataType.BIGINT, a[row] + " div -1", "Guard the divisor with CASE."));
    }
    return new LongVector(rowCount, out, nulls);
  }

  /// The remainder, with the sign of the dividend; with that of the divisor when `isPositive`, as
  /// `pmod` has it.
  public static LongVector remainder(LongVector left, LongVector right, boolean isPositive) {
    int rowCount = left.rowCount();
    long[] a = left.values();
    long[] b = right.values();
    long[] out = new long[rowCount];
    boolean isAnyZero = false;
    for (int row = 0; row < rowCount; row++) {
      boolean isZero = b[row] == 0;
      isAnyZero |= isZero;
      long divisor = isZero ? 1 : b[row];
      long rest = a[row] % divisor;
      out[row] = isPositive && rest < 0 ? (rest + divisor) % divisor : rest;
    }
    boolean[] nulls = Nulls.either(left.nulls(), right.nulls(), rowCount);
    if (isAnyZero) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              OnError.FAIL,
              row -> b[row] == 0,
              row ->
                  Failures.remainderByZero(
                      isPositive ? "pmod(" + a[row] + ", 0)" : a[row] + " % 0"));
    }
    return new LongVector(rowCount, out, nulls);
  }

  public static LongVector negate(LongVector vector, DataType type, OnError onError) {
    int rowCount = vector.rowCount();
    long[] a = vector.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      out[row] = -a[row];
      wrong |= (a[row] & out[row]) >>> 63 | (out[row] << shift >> shift ^ out[row]);
    }
    if (wrong != 0 && onError == OnError.BE_LENIENT) {
      wrap(out, shift);
      return new LongVector(rowCount, out, vector.nulls());
    }
    return new LongVector(rowCount, out, checkSign("-", vector, out, type, wrong));
  }

  public static LongVector absolute(LongVector vector, DataType type, OnError onError) {
    int rowCount = vector.rowCount();
    long[] a = vector.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(type);
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.abs(a[row]);
      wrong |= out[row] >>> 63 | (out[row] << shift >> shift ^ out[row]);
    }
    if (wrong != 0 && onError == OnError.BE_LENIENT) {
      wrap(out, shift);
      return new LongVector(rowCount, out, vector.nulls());
    }
    return new LongVector(rowCount, out, checkSign("abs ", vector, out, type, wrong));
  }

  private static boolean @Nullable [] checkSign(
      String function, LongVector vector, long[] out, DataType type, long wrong) {
    if (wrong == 0) {
      return vector.nulls();
    }
    int shift = Lanes.spareBits(type);
    long[] a = vector.values();
    return Checks.apply(
        vector.nulls(),
        vector.rowCount(),
        OnError.FAIL,
        row -> a[row] == Long.MIN_VALUE || isOutside(out[row], shift),
        row ->
            Failures.overflow(
                type, function + "(" + a[row] + ")", "Cast the argument to a wider type."));
  }

  private static boolean isOutside(long value, int shift) {
    return value << shift >> shift != value;
  }

  private static String advice(String tryFunction) {
    return "Use `%s` to tolerate overflow and return NULL instead.".formatted(tryFunction);
  }
}
