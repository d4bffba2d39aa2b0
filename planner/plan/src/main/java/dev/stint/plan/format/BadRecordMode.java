package dev.stint.plan.format;

import com.fasterxml.jackson.annotation.JsonValue;

/// What becomes of a record that does not fit the schema; Spark's names.
public enum BadRecordMode {
  /// Fields that do not fit are NULL; the record's text goes into the corrupt-record column if the
  /// schema has it.
  PERMISSIVE,
  /// The record is dropped.
  DROPMALFORMED,
  /// The run fails, naming file, line and field.
  FAILFAST;

  @JsonValue
  @Override
  public String toString() {
    return name();
  }
}
