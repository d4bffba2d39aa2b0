package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.TextRows;
import org.jspecify.annotations.Nullable;

/// Cuts time into stretches of one length.
public final class TimeBuckets {

  private TimeBuckets() {}

  /// The starts of the stretches in which `times` lie, counted from `origins` by the wall clock;
  /// without a clock values are its readings. Lengths are in months or microseconds.
  public static LongVector starts(
      boolean isOfMonths,
      LongVector lengths,
      LongVector times,
      LongVector origins,
      @Nullable ZoneClock clock) {
    return TextRows.longs(
        new Vector[] {lengths, times, origins},
        times.rowCount(),
        row -> {
          long length = lengths.values()[row];
          if (length <= 0) {
            throw Failures.invalidArgument(
                "time_bucket", Long.toString(length), "The length must be positive.");
          }
          long time = reading(times.values()[row], clock);
          long origin = reading(origins.values()[row], clock);
          long start =
              isOfMonths
                  ? startOfMonths(length, time, origin)
                  : origin + Math.floorDiv(Math.subtractExact(time, origin), length) * length;
          return clock == null ? start : clock.toInstant(start);
        });
  }

  private static long reading(long time, @Nullable ZoneClock clock) {
    return clock == null ? time : clock.toLocal(time);
  }

  private static long startOfMonths(long length, long time, long origin) {
    long months = Math.floorDiv(month(time) - month(origin), length) * length;
    long start = DateArithmetic.addMonthsToReading(origin, months);
    return start <= time ? start : DateArithmetic.addMonthsToReading(origin, months - length);
  }

  /// Since the year 0.
  private static long month(long reading) {
    long packed = CivilDate.pack(Math.floorDiv(reading, ZoneClock.MICROS_PER_DAY));
    return CivilDate.year(packed) * 12 + CivilDate.month(packed);
  }
}
