package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.LongVector;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cuts dates and timestamps down to the start of a unit.
public final class DateTruncate {

  /// The units, and for those of fixed length their microseconds.
  public enum Unit {
    YEAR(0),
    QUARTER(0),
    MONTH(0),
    WEEK(0),
    DAY(ZoneClock.MICROS_PER_DAY),
    HOUR(3_600_000_000L),
    MINUTE(60_000_000L),
    SECOND(1_000_000L),
    MILLISECOND(1_000L),
    MICROSECOND(1L);

    private final long micros;

    Unit(long micros) {
      this.micros = micros;
    }

    /// The unit of a name in any case; `null` when it is none.
    public static @Nullable Unit of(String name) {
      return switch (name.toUpperCase(Locale.ROOT)) {
        case "YEAR", "YYYY", "YY" -> YEAR;
        case "QUARTER" -> QUARTER;
        case "MONTH", "MM", "MON" -> MONTH;
        case "WEEK" -> WEEK;
        case "DAY", "DD" -> DAY;
        case "HOUR" -> HOUR;
        case "MINUTE" -> MINUTE;
        case "SECOND" -> SECOND;
        case "MILLISECOND" -> MILLISECOND;
        case "MICROSECOND" -> MICROSECOND;
        default -> null;
      };
    }

    /// Whether dates can be cut down to it.
    public boolean isOfDates() {
      return this == YEAR || this == QUARTER || this == MONTH || this == WEEK;
    }
  }

  private DateTruncate() {}

  /// `unit` is one of dates.
  public static LongVector dates(LongVector days, Unit unit) {
    int rowCount = days.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = date(days.values()[row], unit);
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  /// Instants when there is a clock, readings without one.
  public static LongVector timestamps(LongVector values, Unit unit, @Nullable ZoneClock clock) {
    int rowCount = values.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!values.isNull(row)) {
        out[row] = timestamp(values.values()[row], unit, clock);
      }
    }
    return new LongVector(rowCount, out, values.nulls());
  }

  private static long timestamp(long value, Unit unit, @Nullable ZoneClock clock) {
    long reading = clock == null ? value : clock.toLocal(value);
    if (unit.micros > 0 && unit != Unit.DAY) {
      // Within the same offset, also in an hour that a zone has twice.
      return value - Math.floorMod(reading, unit.micros);
    }
    long day = date(Math.floorDiv(reading, ZoneClock.MICROS_PER_DAY), unit);
    long midnight = day * ZoneClock.MICROS_PER_DAY;
    return clock == null ? midnight : clock.toInstant(midnight);
  }

  private static long date(long day, Unit unit) {
    long packed = CivilDate.pack(day);
    long year = CivilDate.year(packed);
    long month = CivilDate.month(packed);
    return switch (unit) {
      case YEAR -> CivilDate.day(year, 1, 1);
      case QUARTER -> CivilDate.day(year, (month - 1) / 3 * 3 + 1, 1);
      case MONTH -> CivilDate.day(year, month, 1);
      case WEEK -> day - Math.floorMod(day + 3, 7L);
      case DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> day;
    };
  }
}
