package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.number.LongArithmetic;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Timestamps made of fields and moved and counted by units. A clock turns readings into instants;
/// without one values are readings.
public final class TimeArithmetic {

  private static final long MICROS = ZoneClock.MICROS_PER_SECOND;
  private static final long DAY = ZoneClock.MICROS_PER_DAY;
  private static final long MAX_READING_DAYS = 100_000_000;

  private TimeArithmetic() {}

  /// Days later, at the same time of the wall clock.
  public static LongVector addDays(LongVector times, LongVector days, @Nullable ZoneClock clock) {
    return TextRows.longs(
        new Vector[] {times, days},
        times.rowCount(),
        row -> {
          long reading = reading(times.values()[row], clock);
          long count = days.values()[row];
          long later = reading + count * DAY;
          if (Math.abs(count) > MAX_READING_DAYS || Math.abs(later) > MAX_READING_DAYS * DAY) {
            throw Failures.overflow(
                DataType.TIMESTAMP,
                "adding " + count + " days",
                "Add fewer days, or guard the row with CASE.");
          }
          return clock == null ? later : clock.toInstant(later);
        });
  }

  /// Whole days of an interval later at the same time of the wall clock, and then what is left of
  /// the interval.
  public static LongVector addDayTime(
      LongVector times, LongVector micros, @Nullable ZoneClock clock) {
    long[] lengths = micros.values();
    var days = new long[micros.rowCount()];
    var rests = new long[micros.rowCount()];
    for (int row = 0; row < days.length; row++) {
      days[row] = lengths[row] / DAY;
      rests[row] = lengths[row] % DAY;
    }
    var moved = addDays(times, new LongVector(days.length, days, micros.nulls()), clock);
    return LongArithmetic.add(
        moved,
        new LongVector(rests.length, rests, micros.nulls()),
        DataType.TIMESTAMP,
        OnError.FAIL);
  }

  private static long reading(long time, @Nullable ZoneClock clock) {
    return clock == null ? time : clock.toLocal(time);
  }

  /// Whole units from start to end, by the wall clock.
  public static LongVector unitsBetween(
      TimeUnit unit, LongVector starts, LongVector ends, @Nullable ZoneClock clock) {
    return TextRows.longs(
        new Vector[] {starts, ends},
        starts.rowCount(),
        row -> {
          long start = starts.values()[row];
          long end = ends.values()[row];
          return unit.between(reading(start, clock), reading(end, clock));
        });
  }

  /// Year, month, day, hour, minute and seconds with six digits; NULL or the user's error for no
  /// such time.
  public static LongVector make(
      Vector[] fields, int rowCount, OnError onError, ZoneResolver zones) {
    return TextRows.longsOrNull(
        fields,
        rowCount,
        row -> {
          long[] values = new long[6];
          for (int index = 0; index < values.length; index++) {
            values[index] = ((LongVector) fields[index]).values()[row];
          }
          var reading = reading(values);
          if (reading == null) {
            if (onError == OnError.FAIL) {
              throw noTime(values);
            }
            return null;
          }
          var clock = zones.clock(row);
          return clock == null ? reading : Long.valueOf(clock.toInstant(reading));
        });
  }

  /// Whose clock shows a row's reading; `null` if it is to remain one.
  @FunctionalInterface
  public interface ZoneResolver {
    @Nullable ZoneClock clock(int row);

    /// By the names in `zones`.
    static ZoneResolver named(BytesVector zones, DatetimeEdit edit) {
      return row -> edit.clock(zones.string(row));
    }
  }

  private static @Nullable Long reading(long[] fields) {
    long seconds = Math.floorDiv(fields[5], MICROS);
    long micros = Math.floorMod(fields[5], MICROS);
    boolean isTime =
        CivilDate.exists(fields[0], fields[1], fields[2])
            && fields[0] >= -9999
            && fields[0] <= 294_247
            && fields[3] >= 0
            && fields[3] < 24
            && fields[4] >= 0
            && fields[4] < 60
            && seconds >= 0
            && (seconds < 60 || (seconds == 60 && micros == 0));
    if (!isTime) {
      return null;
    }
    long day = CivilDate.day(fields[0], fields[1], fields[2]);
    return day * DAY + (fields[3] * 3600 + fields[4] * 60 + seconds) * MICROS + micros;
  }

  private static StintException noTime(long[] fields) {
    return StintException.user(
        ("[DATETIME_FIELD_OUT_OF_BOUNDS] make_timestamp(%d, %d, %d, %d, %d, %s) is no time. Use"
                + " `try_make_timestamp` to get NULL.")
            .formatted(
                fields[0],
                fields[1],
                fields[2],
                fields[3],
                fields[4],
                BigDecimal.valueOf(fields[5], 6).stripTrailingZeros().toPlainString()));
  }
}
