package dev.stint.executor.kernel.time;

import java.util.Locale;

/// Units in which the time between two readings or instants is counted.
public enum TimeUnit {
  YEAR(12),
  QUARTER(3),
  MONTH(1),
  WEEK(7 * ZoneClock.MICROS_PER_DAY),
  DAY(ZoneClock.MICROS_PER_DAY),
  HOUR(3600 * ZoneClock.MICROS_PER_SECOND),
  MINUTE(60 * ZoneClock.MICROS_PER_SECOND),
  SECOND(ZoneClock.MICROS_PER_SECOND),
  MILLISECOND(1000),
  MICROSECOND(1);

  private final long size;

  TimeUnit(long size) {
    this.size = size;
  }

  public static TimeUnit of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private boolean isOfMonths() {
    return this == YEAR || this == QUARTER || this == MONTH;
  }

  /// Whole units, towards zero.
  long between(long start, long end) {
    return (isOfMonths() ? months(start, end) : end - start) / size;
  }

  private static long months(long start, long end) {
    long first = CivilDate.pack(Math.floorDiv(start, ZoneClock.MICROS_PER_DAY));
    long last = CivilDate.pack(Math.floorDiv(end, ZoneClock.MICROS_PER_DAY));
    long months =
        (CivilDate.year(last) - CivilDate.year(first)) * 12
            + CivilDate.month(last)
            - CivilDate.month(first);
    int order = Long.compare(inMonth(last, end), inMonth(first, start));
    if (months > 0 && order < 0) {
      return months - 1;
    }
    return months < 0 && order > 0 ? months + 1 : months;
  }

  private static long inMonth(long packed, long time) {
    return CivilDate.dayOfMonth(packed) * ZoneClock.MICROS_PER_DAY
        + Math.floorMod(time, ZoneClock.MICROS_PER_DAY);
  }
}
