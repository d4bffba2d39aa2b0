package dev.stint.executor.kernel;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// Turns instants into wall-clock readings and back, in microseconds since 1970-01-01 00:00. Keeps
/// the offset last used, since neighbouring rows mostly share it. Belongs to one thread.
///
/// A reading that a zone skips moves forward by the gap; one that occurs twice means the first.
public final class ZoneClock {

  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

  // Offsets lie within 18 hours: a reading this far from both transitions has one meaning only.
  private static final long MARGIN_SECONDS = 36 * 3600L;

  private final ZoneId zone;
  private final ZoneRules rules;
  private long fromSecond = 1;
  private long untilSecond;
  private long offsetMicros;

  public ZoneClock(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
    if (rules.isFixedOffset()) {
      fromSecond = Long.MIN_VALUE;
      untilSecond = Long.MAX_VALUE;
      offsetMicros = rules.getOffset(Instant.EPOCH).getTotalSeconds() * MICROS_PER_SECOND;
    }
  }

  public ZoneId zone() {
    return zone;
  }

  /// The wall clock's reading at an instant.
  public long toLocal(long instantMicros) {
    long second = Math.floorDiv(instantMicros, MICROS_PER_SECOND);
    if (second < fromSecond || second >= untilSecond) {
      locate(second);
    }
    return instantMicros + offsetMicros;
  }

  /// The instant at which the wall clock reads `localMicros`.
  public long toInstant(long localMicros) {
    if (rules.isFixedOffset()) {
      return localMicros - offsetMicros;
    }
    long second = Math.floorDiv(localMicros, MICROS_PER_SECOND);
    if (isAmbiguous(second)) {
      locate(second);
      if (isAmbiguous(second)) {
        return resolve(localMicros);
      }
    }
    return localMicros - offsetMicros;
  }

  private boolean isAmbiguous(long localSecond) {
    return localSecond - MARGIN_SECONDS < fromSecond || localSecond + MARGIN_SECONDS >= untilSecond;
  }

  private long resolve(long localMicros) {
    long second = Math.floorDiv(localMicros, MICROS_PER_SECOND);
    var reading = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    long instantSecond = ZonedDateTime.of(reading, zone).toEpochSecond();
    return instantSecond * MICROS_PER_SECOND + Math.floorMod(localMicros, MICROS_PER_SECOND);
  }

  private void locate(long second) {
    var instant = Instant.ofEpochSecond(second);
    // Strictly before the next second, hence at or before this one.
    ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    fromSecond = last == null ? Long.MIN_VALUE + MARGIN_SECONDS : last.toEpochSecond();
    untilSecond = next == null ? Long.MAX_VALUE - MARGIN_SECONDS : next.toEpochSecond();
    offsetMicros = rules.getOffset(instant).getTotalSeconds() * MICROS_PER_SECOND;
  }
}
