package dev.stint.executor.sink;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.TypeKind;
import dev.stint.shuffle.segment.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// JSON lines: an object per row, without the fields that are NULL, as Spark writes them. Binary is
/// in base64; NaN and infinities, which JSON does not have, are strings.
final class JsonRecordWriter implements TextOutput.RecordWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// `"name":` of each column.
  private final List<byte[]> names = new ArrayList<>();

  JsonRecordWriter(Schema schema) {
    for (var name : schema.names()) {
      var bytes = new RecordBytes(Memory.UNLIMITED);
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      string(text, 0, text.length, bytes);
      bytes.append(':');
      names.add(Arrays.copyOf(bytes.data(), bytes.length()));
    }
  }

  @Override
  public void header(RecordBytes out) {}

  @Override
  public void records(
      List<TextColumn> columns, List<Vector> vectors, int rowCount, RecordBytes out) {
    for (int row = 0; row < rowCount; row++) {
      out.append('{');
      boolean isFirst = true;
      for (int column = 0; column < vectors.size(); column++) {
        var texts = (BytesVector) vectors.get(column);
        if (!texts.isNull(row)) {
          if (!isFirst) {
            out.append(',');
          }
          isFirst = false;
          out.append(names.get(column));
          value(columns.get(column).field().type().kind(), texts, row, out);
        }
      }
      out.append('}');
      out.append('\n');
    }
  }

  private static void value(TypeKind kind, BytesVector texts, int row, RecordBytes out) {
    byte[] data = texts.data();
    int start = texts.starts()[row];
    int length = texts.lengths()[row];
    switch (kind) {
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> out.append(data, start, length);
      case FLOAT, DOUBLE -> {
        // Every finite number ends in a digit; NaN and Infinity end in letters.
        if (Character.isDigit(data[start + length - 1])) {
          out.append(data, start, length);
        } else {
          string(data, start, length, out);
        }
      }
      case STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ -> string(data, start, length, out);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> string(data, start, length, out);
      case BINARY -> {
        byte[] value = Arrays.copyOfRange(data, start, start + length);
        byte[] text = Base64.getEncoder().encode(value);
        string(text, 0, text.length, out);
      }
    }
  }

  private static void string(byte[] data, int start, int length, RecordBytes out) {
    out.append('"');
    for (int i = start; i < start + length; i++) {
      byte value = data[i];
      if (value == '"' || value == '\\') {
        out.append('\\');
        out.append(value);
      } else if (value >= 0 && value < ' ') {
        control(value, out);
      } else {
        out.append(value);
      }
    }
    out.append('"');
  }

  private static void control(byte value, RecordBytes out) {
    switch (value) {
      case '\n' -> escape('n', out);
      case '\r' -> escape('r', out);
      case '\t' -> escape('t', out);
      default -> {
        escape('u', out);
        out.append('0');
        out.append('0');
        out.append(HEX[value >> 4]);
        out.append(HEX[value & 15]);
      }
    }
  }

  private static void escape(char letter, RecordBytes out) {
    out.append('\\');
    out.append(letter);
  }
}
