package dev.stint.plan.format;

import com.fasterxml.jackson.annotation.JsonValue;

/// What becomes of a CSV field that begins with a quote and holds another one that ends nothing;
/// Spark's names, but for BACK_TO_DELIMITER, which loses characters there.
public enum UnescapedQuotes {
  /// The field is as it stands, quotes and all, up to the next separator.
  STOP_AT_DELIMITER,
  /// The quote is text; the field goes on to the quote that a separator follows.
  STOP_AT_CLOSING_QUOTE,
  /// The field is NULL.
  SKIP_VALUE,
  /// The run fails, naming the record.
  RAISE_ERROR;

  @JsonValue
  @Override
  public String toString() {
    return name();
  }
}
