package dev.stint.executor.scan.source;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;

/// Timestamps whose text names a zone, `2024-01-31T10:00:00Z`: no value of a column without zones,
/// since it would be another moment that the column held.
final class ZonedTexts {

  private ZonedTexts() {}

  /// The timestamps `values` that were made of `texts`, with NULL for those that name a zone, which
  /// fail.
  static LongVector withoutZones(BytesVector texts, LongVector values, boolean[] failed) {
    boolean[] nulls = new boolean[texts.rowCount()];
    for (int row = 0; row < texts.rowCount(); row++) {
      nulls[row] = values.isNull(row);
      if (!nulls[row] && isZoned(texts, row)) {
        nulls[row] = true;
        failed[row] = true;
      }
    }
    return new LongVector(texts.rowCount(), values.values(), nulls);
  }

  /// Whether anything but digits, dots, colons and blanks follows the hour.
  private static boolean isZoned(BytesVector texts, int row) {
    int start = texts.starts()[row];
    int end = start + texts.lengths()[row];
    int at = start;
    while (at < end && texts.data()[at] != ':') {
      at++;
    }
    for (int i = at; i < end; i++) {
      byte next = texts.data()[i];
      boolean isOfTime = (next >= '0' && next <= ':') || next == '.' || next == ' ';
      if (!isOfTime) {
        return true;
      }
    }
    return false;
  }
}
