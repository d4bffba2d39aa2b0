package dev.stint.executor.kernel.time;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// The periods of a zone in which its offset does not change, from the beginning of time to
/// [#LAST_YEAR] or, when the zone has settled on one offset, for ever. Immutable.
final class ZoneTable {

  private static final int LAST_YEAR = 2200;
  private static final int MAX_CACHED = 1000;
  private static final ConcurrentHashMap<ZoneId, ZoneTable> CACHE = new ConcurrentHashMap<>();

  private final long[] instantStarts;
  private final long[] readingStarts;
  private final long[] offsets;
  private final long endMicros;

  private ZoneTable(ZoneId zone) {
    var rules = zone.getRules();
    var transitions = transitions(zone);
    int periods = transitions.size() + 1;
    this.instantStarts = new long[periods];
    this.readingStarts = new long[periods];
    this.offsets = new long[periods];
    instantStarts[0] = Long.MIN_VALUE;
    readingStarts[0] = Long.MIN_VALUE;
    var first =
        transitions.isEmpty()
            ? rules.getOffset(Instant.EPOCH)
            : transitions.getFirst().getOffsetBefore();
    offsets[0] = micros(first);
    for (int period = 1; period < periods; period++) {
      var transition = transitions.get(period - 1);
      long start = transition.toEpochSecond() * ZoneClock.MICROS_PER_SECOND;
      long before = micros(transition.getOffsetBefore());
      offsets[period] = micros(transition.getOffsetAfter());
      instantStarts[period] = start;
      // A reading in the gap, or in the hour that comes twice, still counts by the offset before.
      readingStarts[period] = start + Math.max(before, offsets[period]);
    }
    this.endMicros =
        rules.getTransitionRules().isEmpty()
            ? Long.MAX_VALUE
            : CivilDate.day(LAST_YEAR, 1, 1) * ZoneClock.MICROS_PER_DAY;
  }

  static ZoneTable of(ZoneId zone) {
    var known = CACHE.get(zone);
    if (known != null) {
      return known;
    }
    var created = new ZoneTable(zone);
    if (CACHE.size() < MAX_CACHED) {
      CACHE.put(zone, created);
    }
    return created;
  }

  private static List<ZoneOffsetTransition> transitions(ZoneId zone) {
    var rules = zone.getRules();
    var transitions = new ArrayList<>(rules.getTransitions());
    int lastYear =
        transitions.isEmpty()
            ? Year.MIN_VALUE
            : transitions.getLast().getDateTimeBefore().getYear();
    for (int year = Math.max(1970, lastYear + 1); year <= LAST_YEAR; year++) {
      for (var rule : rules.getTransitionRules()) {
        transitions.add(rule.createTransition(year));
      }
    }
    return transitions;
  }

  private static long micros(ZoneOffset offset) {
    return offset.getTotalSeconds() * ZoneClock.MICROS_PER_SECOND;
  }

  /// When each period starts; the first starts before everything.
  long[] instantStarts() {
    return instantStarts;
  }

  /// The first reading that counts by each period's offset.
  long[] readingStarts() {
    return readingStarts;
  }

  /// Microseconds ahead of UTC.
  long[] offsets() {
    return offsets;
  }

  /// From here on the table does not know.
  long endMicros() {
    return endMicros;
  }
}
