package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Calculations with dates (days since 1970-01-01) and wall-clock readings (microseconds).
public final class DateArithmetic {

  private static final long SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_MONTH = 31 * SECONDS_PER_DAY;
  private static final double ROUNDING = 1e8;

  private DateArithmetic() {}

  /// Months later, on the same day of the month or on its last.
  public static LongVector addMonths(LongVector days, LongVector months) {
    return TextRows.longs(
        new Vector[] {days, months},
        days.rowCount(),
        row -> addMonths(days.values()[row], months.values()[row]));
  }

  /// As [#addMonths], keeping the time of day.
  public static LongVector addMonthsToReadings(LongVector readings, LongVector months) {
    return TextRows.longs(
        new Vector[] {readings, months},
        readings.rowCount(),
        row -> addMonthsToReading(readings.values()[row], months.values()[row]));
  }

  static long addMonthsToReading(long reading, long months) {
    long day = Math.floorDiv(reading, ZoneClock.MICROS_PER_DAY);
    long later = addMonths(day, months);
    if (Math.abs(later) >= Long.MAX_VALUE / ZoneClock.MICROS_PER_DAY) {
      throw overflow(DataType.TIMESTAMP, months);
    }
    return later * ZoneClock.MICROS_PER_DAY + Math.floorMod(reading, ZoneClock.MICROS_PER_DAY);
  }

  private static long addMonths(long day, long months) {
    long packed = CivilDate.pack(day);
    long month = CivilDate.year(packed) * 12 + CivilDate.month(packed) - 1 + months;
    long year = Math.floorDiv(month, 12L);
    long monthOfYear = Math.floorMod(month, 12L) + 1;
    int last = CivilDate.lengthOfMonth(year, monthOfYear);
    long later = CivilDate.day(year, monthOfYear, Math.min(CivilDate.dayOfMonth(packed), last));
    if (later != (int) later) {
      throw overflow(DataType.DATE, months);
    }
    return later;
  }

  private static StintException overflow(DataType type, long months) {
    return Failures.overflow(
        type, "adding " + months + " months", "Add fewer months, or guard the row with CASE.");
  }

  /// Months from `start` to `end`. Whole when both have the same day of the month, or both are the
  /// last of theirs; else days count as parts of a month of 31 days.
  public static DoubleVector monthsBetween(
      LongVector end, LongVector start, @Nullable LongVector rounding) {
    int rowCount = end.rowCount();
    double[] out = new double[rowCount];
    boolean[] nulls = Nulls.either(end.nulls(), start.nulls(), rowCount);
    if (rounding != null) {
      nulls = Nulls.either(nulls, rounding.nulls(), rowCount);
    }
    for (int row = 0; row < rowCount; row++) {
      double months = monthsBetween(end.values()[row], start.values()[row]);
      boolean isRounded = rounding == null || rounding.values()[row] != 0;
      out[row] = isRounded ? Math.round(months * ROUNDING) / ROUNDING : months;
    }
    return new DoubleVector(rowCount, out, nulls);
  }

  private static double monthsBetween(long end, long start) {
    long endDate = CivilDate.pack(Math.floorDiv(end, ZoneClock.MICROS_PER_DAY));
    long startDate = CivilDate.pack(Math.floorDiv(start, ZoneClock.MICROS_PER_DAY));
    long months =
        (CivilDate.year(endDate) - CivilDate.year(startDate)) * 12
            + CivilDate.month(endDate)
            - CivilDate.month(startDate);
    long endDay = CivilDate.dayOfMonth(endDate);
    long startDay = CivilDate.dayOfMonth(startDate);
    if (endDay == startDay || (isLastOfMonth(endDate) && isLastOfMonth(startDate))) {
      return months;
    }
    long seconds = (endDay - startDay) * SECONDS_PER_DAY + secondOfDay(end) - secondOfDay(start);
    return months + seconds / SECONDS_PER_MONTH;
  }

  private static long secondOfDay(long reading) {
    return Math.floorMod(reading, ZoneClock.MICROS_PER_DAY) / ZoneClock.MICROS_PER_SECOND;
  }

  private static boolean isLastOfMonth(long packed) {
    return CivilDate.dayOfMonth(packed)
        == CivilDate.lengthOfMonth(CivilDate.year(packed), CivilDate.month(packed));
  }

  /// The last day of each date's month.
  public static LongVector lastDay(LongVector days) {
    return TextRows.longs(
        new Vector[] {days},
        days.rowCount(),
        row -> {
          long packed = CivilDate.pack(days.values()[row]);
          int last = CivilDate.lengthOfMonth(CivilDate.year(packed), CivilDate.month(packed));
          return days.values()[row] + last - CivilDate.dayOfMonth(packed);
        });
  }

  /// The first date after each that is such a day of the week.
  public static LongVector nextDay(LongVector days, BytesVector names) {
    return TextRows.longs(
        new Vector[] {days, names},
        days.rowCount(),
        row -> {
          long day = days.values()[row];
          return day + 1 + Math.floorMod(daysFromThursday(names.string(row)) - 1 - day, 7L);
        });
  }

  private static int daysFromThursday(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "TH", "THU", "THURSDAY" -> 0;
      case "FR", "FRI", "FRIDAY" -> 1;
      case "SA", "SAT", "SATURDAY" -> 2;
      case "SU", "SUN", "SUNDAY" -> 3;
      case "MO", "MON", "MONDAY" -> 4;
      case "TU", "TUE", "TUESDAY" -> 5;
      case "WE", "WED", "WEDNESDAY" -> 6;
      default ->
          throw StintException.user(
              ("[ILLEGAL_DAY_OF_WEEK] next_day: '%s' is no day of the week. Use a name "
                      + "such as 'MON' or 'Monday'.")
                  .formatted(name));
    };
  }

  public static LongVector makeDate(LongVector years, LongVector months, LongVector days) {
    return TextRows.longs(
        new Vector[] {years, months, days},
        years.rowCount(),
        row -> {
          long year = years.values()[row];
          long month = months.values()[row];
          long day = days.values()[row];
          long date = CivilDate.exists(year, month, day) ? CivilDate.day(year, month, day) : 0;
          if (!CivilDate.exists(year, month, day) || date != (int) date) {
            throw StintException.user(
                ("[DATETIME_FIELD_OUT_OF_BOUNDS] make_date(%d, %d, %d) is no date. "
                        + "Guard the row with CASE.")
                    .formatted(year, month, day));
          }
          return date;
        });
  }

  /// `values` times `factor`, as timestamps.
  public static LongVector toMicros(LongVector values, long factor, String function) {
    long[] out = new long[values.rowCount()];
    boolean isFit = true;
    for (int row = 0; row < out.length; row++) {
      out[row] = values.values()[row] * factor;
      isFit &= Math.multiplyHigh(values.values()[row], factor) == out[row] >> 63;
    }
    if (!isFit) {
      Checks.apply(
          values.nulls(),
          out.length,
          OnError.FAIL,
          row -> Math.multiplyHigh(values.values()[row], factor) != out[row] >> 63,
          row ->
              Failures.overflow(
                  DataType.TIMESTAMP,
                  function + "(" + values.values()[row] + ")",
                  "Check the unit of the argument."));
    }
    return new LongVector(out.length, out, values.nulls());
  }

  /// The whole number of units since 1970 at or before each microsecond.
  public static LongVector fromMicros(LongVector micros, long unit) {
    int rowCount = micros.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.floorDiv(micros.values()[row], unit);
    }
    return new LongVector(rowCount, out, micros.nulls());
  }
}
