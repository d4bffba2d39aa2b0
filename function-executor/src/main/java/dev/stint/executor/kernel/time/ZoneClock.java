package dev.stint.executor.kernel.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;

/// Turns instants into wall-clock readings and back, in microseconds since 1970-01-01 00:00. Keeps
/// the place in the zone's table last used, since neighbouring rows mostly share it. Belongs to one
/// thread.
///
/// A reading that a zone skips moves forward by the gap; one that occurs twice means the first.
public final class ZoneClock {

  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

  /// Days further from 1970 have no microseconds; a day is left for the offsets of zones.
  public static final long MAX_DAY = Long.MAX_VALUE / MICROS_PER_DAY - 1;

  private final ZoneId zone;
  private final ZoneTable table;
  private int instantPeriod;
  private int readingPeriod;

  public ZoneClock(ZoneId zone) {
    this.zone = zone;
    this.table = ZoneTable.of(zone);
  }

  public ZoneId zone() {
    return zone;
  }

  /// The wall clock's reading at an instant.
  public long toLocal(long instantMicros) {
    if (instantMicros >= table.endMicros()) {
      long second = Math.floorDiv(instantMicros, MICROS_PER_SECOND);
      var offset = zone.getRules().getOffset(Instant.ofEpochSecond(second));
      return instantMicros + offset.getTotalSeconds() * MICROS_PER_SECOND;
    }
    long[] starts = table.instantStarts();
    if (!isIn(starts, instantPeriod, instantMicros)) {
      instantPeriod = period(starts, instantMicros);
    }
    return instantMicros + table.offsets()[instantPeriod];
  }

  /// The instant at which the wall clock reads `localMicros`.
  public long toInstant(long localMicros) {
    if (localMicros >= table.endMicros()) {
      long second = Math.floorDiv(localMicros, MICROS_PER_SECOND);
      var reading = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      long instantSecond = ZonedDateTime.of(reading, zone).toEpochSecond();
      return instantSecond * MICROS_PER_SECOND + Math.floorMod(localMicros, MICROS_PER_SECOND);
    }
    long[] starts = table.readingStarts();
    if (!isIn(starts, readingPeriod, localMicros)) {
      readingPeriod = period(starts, localMicros);
    }
    return localMicros - table.offsets()[readingPeriod];
  }

  private static boolean isIn(long[] starts, int period, long micros) {
    return starts[period] <= micros && (period + 1 == starts.length || micros < starts[period + 1]);
  }

  /// The last period that starts at or before `micros`; the first starts before everything.
  private static int period(long[] starts, long micros) {
    int found = Arrays.binarySearch(starts, micros);
    return found >= 0 ? found : -found - 2;
  }
}
