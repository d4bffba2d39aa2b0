package dev.stint.plan.type;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// The fields of which an interval is made, the longest first: those of months, then those of days
/// and their parts.
public enum IntervalField {
  YEAR(0, 12),
  MONTH(1, 1),
  DAY(2, 86_400_000_000L),
  HOUR(3, 3_600_000_000L),
  MINUTE(4, 60_000_000L),
  SECOND(5, 1_000_000L);

  private final int number;
  private final long size;

  IntervalField(int number, long size) {
    this.number = number;
    this.size = size;
  }

  /// Its place in this order, by which a [DataType] knows it.
  int number() {
    return number;
  }

  static IntervalField of(int number) {
    return EnumSet.allOf(IntervalField.class).stream()
        .filter(field -> field.number == number)
        .findFirst()
        .orElseThrow();
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
