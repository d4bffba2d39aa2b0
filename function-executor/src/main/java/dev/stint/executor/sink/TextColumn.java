package dev.stint.executor.sink;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.kernel.text.TextRepair;
import dev.stint.executor.kernel.time.DatetimePattern;
import dev.stint.plan.type.Field;
import dev.stint.shuffle.segment.Memory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A column of a text file: makes values into valid text. Without a pattern a timestamp is written
/// as ISO 8601 wants it, `2024-02-29T12:00:00.5`, an instant with the offset of the session's time
/// zone.
record TextColumn(Field field, @Nullable String pattern, ZoneId zone) {

  static TextColumn of(
      Field field, @Nullable String dateFormat, @Nullable String timestampFormat, ZoneId zone) {
    return switch (field.type().kind()) {
      case DATE -> new TextColumn(field, dateFormat, zone);
      case TIMESTAMP, TIMESTAMP_NTZ -> new TextColumn(field, timestampFormat, zone);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, BINARY ->
          new TextColumn(field, null, zone);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> new TextColumn(field, null, zone);
    };
  }

  BytesVector texts(Vector vector) {
    if (pattern != null) {
      return DatetimePattern.of(pattern).format((LongVector) vector, field.type(), zone);
    }
    var texts = ValueText.format(vector, field.type(), zone);
    return switch (field.type().kind()) {
      case TIMESTAMP -> iso(texts, (LongVector) vector, true);
      case TIMESTAMP_NTZ -> iso(texts, (LongVector) vector, false);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> texts;
      case STRING -> TextRepair.repaired(texts);
      case FLOAT, DOUBLE, BINARY, DATE -> texts;
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> texts;
    };
  }

  private BytesVector iso(BytesVector texts, LongVector values, boolean isInstant) {
    int rowCount = texts.rowCount();
    int[] starts = new int[rowCount];
    int[] lengths = new int[rowCount];
    var bytes = new RecordBytes(Memory.UNLIMITED);
    for (int row = 0; row < rowCount; row++) {
      starts[row] = bytes.length();
      if (!texts.isNull(row)) {
        int start = bytes.length();
        bytes.append(texts.data(), texts.starts()[row], texts.lengths()[row]);
        putT(bytes.data(), start, bytes.length());
        if (isInstant) {
          bytes.append(offset(values.values()[row]).getBytes(StandardCharsets.US_ASCII));
        }
        lengths[row] = bytes.length() - start;
      }
    }
    return new BytesVector(rowCount, bytes.data(), starts, lengths, texts.nulls());
  }

  private static void putT(byte[] data, int start, int end) {
    for (int i = start; i < end; i++) {
      if (data[i] == ' ') {
        data[i] = 'T';
        return;
      }
    }
  }

  /// `Z` for none.
  private String offset(long micros) {
    if (zone.equals(ZoneOffset.UTC)) {
      return "Z";
    }
    return zone.getRules()
        .getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)))
        .getId();
  }
}
