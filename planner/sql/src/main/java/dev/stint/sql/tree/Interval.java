package dev.stint.sql.tree;

import java.util.EnumSet;
import java.util.List;

/// A length of time that was written out: months, or days and parts of days. A day is 24 hours;
/// what moves by one moves by a day of the calendar.
public sealed interface Interval {

  /// Fields of a date or time, the longest first.
  enum Field {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND;

    /// This one and all shorter ones as far as `last`.
    public List<Field> to(Field last) {
      return List.copyOf(EnumSet.range(this, last));
    }
  }

  /// The longest and the shortest field that it is made of.
  Field first();

  Field last();

  record Months(Field first, Field last, int months) implements Interval {}

  record Micros(Field first, Field last, long micros) implements Interval {}
}
