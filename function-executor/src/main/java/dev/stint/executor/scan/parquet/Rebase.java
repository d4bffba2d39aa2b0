package dev.stint.executor.scan.parquet;

import dev.stint.plan.format.RebaseMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;

/// Dates and times that were written by the calendar of Spark 2 and Hive, which is Julian before
/// 1582-10-15: the same reading in the calendar of SQL, which never is. Later ones stay. Of one
/// thread.
final class Rebase {

  /// 1582-10-15.
  private static final long FIRST_GREGORIAN_DAY = -141_427;

  /// 1900-01-01: before it the old calendar's time zones had other offsets as well.
  private static final long FIRST_COMMON_MICRO = -2_208_988_800_000_000L;

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  enum Unit {
    DAYS,
    MICROS
  }

  private final Unit unit;
  private final RebaseMode mode;
  private final ZoneId zone;
  private final Calendar calendar;

  /// `zone` is the writer's; `mode` is not CORRECTED. As in Spark, the old calendar knows zones by
  /// their names alone: to it an offset such as `-05:00` is GMT.
  Rebase(Unit unit, RebaseMode mode, ZoneId zone) {
    var oldZone = TimeZone.getTimeZone(zone.getId());
    this.unit = unit;
    this.mode = mode;
    this.zone = oldZone.toZoneId();
    this.calendar = new GregorianCalendar(oldZone);
  }

  Unit unit() {
    return unit;
  }

  /// Whether a value is the same by both calendars, and with it all after it.
  boolean isCommon(long value) {
    return value >= (unit == Unit.DAYS ? FIRST_GREGORIAN_DAY : FIRST_COMMON_MICRO);
  }

  void apply(long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isCommon(values[i])) {
        values[i] = rebased(values[i]);
      }
    }
  }

  private long rebased(long value) {
    if (mode == RebaseMode.EXCEPTION) {
      throw new ValueOutOfRangeException(
          "a %s before %s may be of either calendar: say which with datetimeRebaseMode or int96RebaseMode, LEGACY (Spark 2, Hive) or CORRECTED"
              .formatted(
                  unit == Unit.DAYS ? "date" : "timestamp",
                  unit == Unit.DAYS ? "1582-10-15" : "1900-01-01"));
    }
    return unit == Unit.DAYS ? day(value) : micro(value);
  }

  /// Days that only the Julian calendar has become the one after, as in Spark.
  private static long day(long value) {
    long c = value + JULIAN_DAY_OF_EPOCH + 32_082;
    long d = Math.floorDiv(4 * c + 3, 1461);
    long e = c - Math.floorDiv(1461 * d, 4);
    long m = (5 * e + 2) / 153;
    long dayOfMonth = e - (153 * m + 2) / 5 + 1;
    long month = m + 3 - 12 * (m / 10);
    long year = d - 4800 + m / 10;
    return LocalDate.of(Math.toIntExact(year), Math.toIntExact(month), 1)
        .plusDays(dayOfMonth - 1)
        .toEpochDay();
  }

  private long micro(long value) {
    calendar.setTimeInMillis(Math.floorDiv(value, 1000L));
    int yearOfEra = calendar.get(Calendar.YEAR);
    boolean isBeforeChrist = calendar.get(Calendar.ERA) == GregorianCalendar.BC;
    long microOfSecond = Math.floorMod(value, MICROS_PER_SECOND);
    var reading =
        LocalDateTime.of(
                isBeforeChrist ? 1 - yearOfEra : yearOfEra,
                calendar.get(Calendar.MONTH) + 1,
                1,
                calendar.get(Calendar.HOUR_OF_DAY),
                calendar.get(Calendar.MINUTE),
                calendar.get(Calendar.SECOND))
            .plusDays(calendar.get(Calendar.DAY_OF_MONTH) - 1L);
    var moment = reading.atZone(zone);
    var settled = isOfLaterOffset() ? moment.withLaterOffsetAtOverlap() : moment;
    return settled.toEpochSecond() * MICROS_PER_SECOND + microOfSecond;
  }

  /// Where a clock was put back, its times are of the later offset if the next day's are.
  private boolean isOfLaterOffset() {
    var nextDay = (Calendar) calendar.clone();
    nextDay.add(Calendar.DAY_OF_MONTH, 1);
    return calendar.get(Calendar.ZONE_OFFSET) == nextDay.get(Calendar.ZONE_OFFSET)
        && calendar.get(Calendar.DST_OFFSET) == nextDay.get(Calendar.DST_OFFSET);
  }
}
