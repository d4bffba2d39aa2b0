package dev.stint.plan.format;

import com.fasterxml.jackson.annotation.JsonValue;

/// What dates and times before the calendar's reform mean in a file that does not say which
/// calendar its writer had; Spark's names.
public enum RebaseMode {
  /// The writer had the calendar that SQL has.
  CORRECTED,
  /// The writer had the Julian calendar before 1582-10-15, as Spark 2 and Hive have.
  LEGACY,
  /// The run fails at the first of them.
  EXCEPTION;

  @JsonValue
  @Override
  public String toString() {
    return name();
  }
}
