package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.LongVector;

/// Fields of dates (days since 1970-01-01) and of wall-clock readings (microseconds since then).
public final class DateParts {

  private static final long MICROS = ZoneClock.MICROS_PER_SECOND;

  private DateParts() {}

  /// The days of readings.
  public static LongVector days(LongVector readings) {
    int rowCount = readings.rowCount();
    long[] values = readings.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.floorDiv(values[row], ZoneClock.MICROS_PER_DAY);
    }
    return new LongVector(rowCount, out, readings.nulls());
  }

  /// The readings of `clock` at instants.
  public static LongVector readings(LongVector instants, ZoneClock clock) {
    int rowCount = instants.rowCount();
    long[] values = instants.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = clock.toLocal(values[row]);
    }
    return new LongVector(rowCount, out, instants.nulls());
  }

  /// The instants at which `clock` shows readings.
  public static LongVector instants(LongVector readings, ZoneClock clock) {
    int rowCount = readings.rowCount();
    long[] values = readings.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!readings.isNull(row)) {
        out[row] = clock.toInstant(values[row]);
      }
    }
    return new LongVector(rowCount, out, readings.nulls());
  }

  /// The readings at the start of days.
  public static LongVector midnights(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row] * ZoneClock.MICROS_PER_DAY;
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  public static LongVector year(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = CivilDate.year(CivilDate.pack(values[row]));
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  public static LongVector quarter(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = (CivilDate.month(CivilDate.pack(values[row])) + 2) / 3;
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  public static LongVector month(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = CivilDate.month(CivilDate.pack(values[row]));
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  public static LongVector dayOfMonth(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = CivilDate.dayOfMonth(CivilDate.pack(values[row]));
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  public static LongVector dayOfYear(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      long year = CivilDate.year(CivilDate.pack(values[row]));
      out[row] = values[row] - CivilDate.day(year, 1, 1) + 1;
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  /// Counts days of the week from `base`. `thursday` is the place of 1970-01-01, a Thursday, in a
  /// week that starts at 0: 3 in one that starts on Monday.
  public static LongVector dayOfWeek(LongVector days, int thursday, int base) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.floorMod(values[row] + thursday, 7L) + base;
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  /// ISO 8601: the year of a day's week is that of its Thursday.
  public static LongVector yearOfWeek(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      long thursday = values[row] - Math.floorMod(values[row] + 3, 7L) + 3;
      out[row] = CivilDate.year(CivilDate.pack(thursday));
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  /// ISO 8601: the week of a day is that of its Thursday.
  public static LongVector weekOfYear(LongVector days) {
    int rowCount = days.rowCount();
    long[] values = days.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      long thursday = values[row] - Math.floorMod(values[row] + 3, 7L) + 3;
      long year = CivilDate.year(CivilDate.pack(thursday));
      out[row] = (thursday - CivilDate.day(year, 1, 1)) / 7 + 1;
    }
    return new LongVector(rowCount, out, days.nulls());
  }

  /// How many units an interval has beyond whole groups of `limit`, with its sign.
  public static LongVector intervalPart(LongVector intervals, long unit, long limit) {
    int rowCount = intervals.rowCount();
    long[] values = intervals.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row] / unit % limit;
    }
    return new LongVector(rowCount, out, intervals.nulls());
  }

  public static LongVector hour(LongVector readings) {
    return timeField(readings, 3600 * MICROS, 24);
  }

  public static LongVector minute(LongVector readings) {
    return timeField(readings, 60 * MICROS, 60);
  }

  public static LongVector second(LongVector readings) {
    return timeField(readings, MICROS, 60);
  }

  /// Microseconds of the minute.
  public static LongVector secondFraction(LongVector readings) {
    return timeField(readings, 1, 60 * MICROS);
  }

  private static LongVector timeField(LongVector readings, long unitMicros, long count) {
    int rowCount = readings.rowCount();
    long[] values = readings.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Math.floorMod(Math.floorDiv(values[row], unitMicros), count);
    }
    return new LongVector(rowCount, out, readings.nulls());
  }
}
