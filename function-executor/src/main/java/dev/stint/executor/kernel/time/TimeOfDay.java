package dev.stint.executor.kernel.time;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.plan.failure.StintException;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/// Times of a day: nanoseconds since midnight.
public final class TimeOfDay {

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;

  private TimeOfDay() {}

  /// Cut to so many digits of a second.
  public static LongVector cut(LongVector times, int precision) {
    return map(times, nanos -> cut(nanos, precision));
  }

  static long cut(long nanos, int precision) {
    return nanos - nanos % Int128.longPowerOfTen(9 - precision);
  }

  /// Whole seconds since midnight.
  public static LongVector seconds(LongVector times) {
    return map(times, nanos -> nanos / NANOS_PER_SECOND);
  }

  /// As readings of 1970-01-01, in microseconds.
  public static LongVector readings(LongVector times) {
    return map(times, nanos -> nanos / NANOS_PER_MICRO);
  }

  /// A time and an interval of days and their parts, which leads to a time of the same day.
  public static LongVector add(LongVector times, LongVector micros) {
    return TextRows.longs(
        new Vector[] {times, micros},
        times.rowCount(),
        row -> {
          long nanos = times.values()[row];
          long length = micros.values()[row];
          boolean isShort = Math.abs(length / NANOS_PER_MICRO) < NANOS_PER_DAY;
          long sum = isShort ? nanos + length * NANOS_PER_MICRO : -1;
          if (sum < 0 || sum >= NANOS_PER_DAY) {
            throw StintException.user(
                ("[DATETIME_OVERFLOW] TIME '%s' moved by %d microseconds is no time of the same"
                        + " day. Use a smaller interval.")
                    .formatted(LocalTime.ofNanoOfDay(nanos).format(ISO_LOCAL_TIME), length));
          }
          return sum;
        });
  }

  /// From a start to an end, in microseconds.
  public static LongVector between(LongVector ends, LongVector starts) {
    return TextRows.longs(
        new Vector[] {ends, starts},
        ends.rowCount(),
        row -> (ends.values()[row] - starts.values()[row]) / NANOS_PER_MICRO);
  }

  /// Hour, minute and seconds with six digits.
  public static LongVector make(LongVector hours, LongVector minutes, LongVector micros) {
    return TextRows.longs(
        new Vector[] {hours, minutes, micros},
        hours.rowCount(),
        row -> {
          long second = Math.floorDiv(micros.values()[row], ZoneClock.MICROS_PER_SECOND);
          require("HourOfDay", 23, hours.values()[row]);
          require("MinuteOfHour", 59, minutes.values()[row]);
          require("SecondOfMinute", 59, second);
          return (hours.values()[row] * 3600 + minutes.values()[row] * 60) * NANOS_PER_SECOND
              + micros.values()[row] * NANOS_PER_MICRO;
        });
  }

  private static void require(String field, int most, long value) {
    if (value < 0 || value > most) {
      throw StintException.user(
          "[DATETIME_FIELD_OUT_OF_BOUNDS] Invalid value for %s (valid values 0 - %d): %d."
              .formatted(field, most, value));
    }
  }

  /// Numbers of a part of a second since midnight as times.
  public static LongVector ofUnits(LongVector counts, long unitNanos) {
    return TextRows.longs(
        new Vector[] {counts},
        counts.rowCount(),
        row -> {
          long count = counts.values()[row];
          if (count < 0 || count >= NANOS_PER_DAY / unitNanos) {
            var seconds =
                BigDecimal.valueOf(count)
                    .multiply(BigDecimal.valueOf(unitNanos, 9))
                    .stripTrailingZeros();
            throw StintException.user(
                ("[DATETIME_FIELD_OUT_OF_BOUNDS] %s seconds are no time of a day; it has 0 to"
                        + " 86399.999999.")
                    .formatted(seconds.toPlainString()));
          }
          return count * unitNanos;
        });
  }

  /// Whole numbers of a part of a second since midnight.
  public static LongVector toUnits(LongVector times, long unitNanos) {
    return map(times, nanos -> nanos / unitNanos);
  }

  /// Cut to whole units, from `HOUR` to `MICROSECOND`.
  public static LongVector truncate(BytesVector units, LongVector times) {
    return TextRows.longs(
        new Vector[] {units, times},
        times.rowCount(),
        row -> {
          long nanos = times.values()[row];
          return nanos - nanos % unitNanos("time_trunc", units.string(row));
        });
  }

  /// Whole units from a start to an end.
  public static LongVector unitsBetween(BytesVector units, LongVector starts, LongVector ends) {
    return TextRows.longs(
        new Vector[] {units, starts, ends},
        starts.rowCount(),
        row ->
            (ends.values()[row] - starts.values()[row])
                / unitNanos("time_diff", units.string(row)));
  }

  private static long unitNanos(String function, String unit) {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "HOUR" -> 3600 * NANOS_PER_SECOND;
      case "MINUTE" -> 60 * NANOS_PER_SECOND;
      case "SECOND" -> NANOS_PER_SECOND;
      case "MILLISECOND" -> 1000 * NANOS_PER_MICRO;
      case "MICROSECOND" -> NANOS_PER_MICRO;
      default ->
          throw Failures.invalidArgument(
              function, unit, "Use HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND.");
    };
  }

  private static LongVector map(LongVector vector, LongUnaryOperator function) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        out[row] = function.applyAsLong(vector.values()[row]);
      }
    }
    return new LongVector(rowCount, out, vector.nulls());
  }
}
