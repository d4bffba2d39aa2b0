package dev.stint.plan.type;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// The fields of which an interval is made, the longest first: those of months, then those of days
/// and their parts.
public enum IntervalField {
  YEAR(12),
  MONTH(1),
  DAY(86_400_000_000L),
  HOUR(3_600_000_000L),
  MINUTE(60_000_000L),
  SECOND(1_000_000L);

  private final long size;

  IntervalField(long size) {
    this.size = size;
  }

  /// In months or in microseconds.
  public long size() {
    return size;
  }

  public boolean isOfMonths() {
    return this == YEAR || this == MONTH;
  }

  /// This one and all shorter ones as far as `last`.
  public List<IntervalField> to(IntervalField last) {
    return List.copyOf(EnumSet.range(this, last));
  }

  static IntervalField parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
