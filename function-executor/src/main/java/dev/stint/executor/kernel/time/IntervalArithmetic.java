package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Intervals made of numbers, and multiplied and divided by them. Results are rounded half up to
/// months or microseconds.
public final class IntervalArithmetic {

  private IntervalArithmetic() {}

  /// `numbers` are of `numberType`: BIGINT, a decimal or DOUBLE.
  public static LongVector multiply(
      LongVector intervals, DataType type, Vector numbers, DataType numberType, OnError onError) {
    return each(
        new Vector[] {intervals, numbers},
        type,
        onError,
        row -> {
          var number = number(numbers, numberType, row);
          return number == null ? null : value(intervals, row).multiply(number);
        });
  }

  /// As [#multiply], divided.
  public static LongVector divide(
      LongVector intervals, DataType type, Vector numbers, DataType numberType, OnError onError) {
    return each(
        new Vector[] {intervals, numbers},
        type,
        onError,
        row -> {
          var number = number(numbers, numberType, row);
          if (number == null) {
            return isInfinite(numbers, row) ? BigDecimal.ZERO : null;
          }
          if (number.signum() == 0) {
            if (onError == OnError.GIVE_NULL) {
              return null;
            }
            throw StintException.user(
                "[INTERVAL_DIVIDED_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor"
                    + " being 0 and return NULL instead.");
          }
          return value(intervals, row).divide(number, MathContext.DECIMAL128);
        });
  }

  private static BigDecimal value(LongVector intervals, int row) {
    return BigDecimal.valueOf(intervals.values()[row]);
  }

  private static boolean isInfinite(Vector numbers, int row) {
    return Double.isInfinite(((DoubleVector) numbers).values()[row]);
  }

  /// `null` for what is not finite.
  private static @Nullable BigDecimal number(Vector numbers, DataType type, int row) {
    if (numbers instanceof DoubleVector doubles) {
      double value = doubles.values()[row];
      return Double.isFinite(value) ? new BigDecimal(value) : null;
    }
    return type.isDecimal()
        ? Decimals.value(numbers, row, type)
        : BigDecimal.valueOf(((LongVector) numbers).values()[row]);
  }

  /// Years and months.
  public static LongVector makeMonths(LongVector years, LongVector months, OnError onError) {
    var months12 = BigDecimal.valueOf(12);
    return each(
        new Vector[] {years, months},
        DataType.YEAR_TO_MONTH,
        onError,
        row -> value(years, row).multiply(months12).add(value(months, row)));
  }

  /// Days, hours, minutes, and seconds with six digits.
  public static LongVector makeMicros(Vector[] parts, OnError onError) {
    return each(
        parts,
        DataType.DAY_TO_SECOND,
        onError,
        row -> {
          var sum = BigDecimal.ZERO;
          long[] sizes = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1};
          for (int index = 0; index < sizes.length; index++) {
            var count = value((LongVector) parts[index], row);
            sum = sum.add(count.multiply(BigDecimal.valueOf(sizes[index])));
          }
          return sum;
        });
  }

  /// What a row's value is; `null` for none.
  @FunctionalInterface
  private interface RowValue {
    @Nullable BigDecimal of(int row);
  }

  private static LongVector each(
      Vector[] arguments, DataType type, OnError onError, RowValue value) {
    int bits = type.isOfMonths() ? Integer.SIZE : Long.SIZE;
    return TextRows.longsOrNull(
        arguments,
        arguments[0].rowCount(),
        row -> {
          var exact = value.of(row);
          var whole = exact == null ? null : exact.setScale(0, RoundingMode.HALF_UP).toBigInteger();
          if (whole != null && whole.bitLength() < bits) {
            return whole.longValue();
          }
          if (onError == OnError.GIVE_NULL) {
            return null;
          }
          throw Failures.intervalOverflow(type);
        });
  }
}
