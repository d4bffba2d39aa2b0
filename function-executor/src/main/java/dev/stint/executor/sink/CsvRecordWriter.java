package dev.stint.executor.sink;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// CSV as RFC 4180 has it, with line feeds: fields are quoted where they must be, and where a
/// reader would else take text for NULL.
final class CsvRecordWriter implements TextOutput.RecordWriter {

  private final CsvFormat format;
  private final Schema schema;
  private final byte[] separator;
  private final byte[] nullValue;

  CsvRecordWriter(CsvFormat format, Schema schema) {
    this.format = format;
    this.schema = schema;
    this.separator = format.sep().getBytes(StandardCharsets.UTF_8);
    this.nullValue = format.nullValue().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void header(RecordBytes out) {
    if (!format.header()) {
      return;
    }
    for (int column = 0; column < schema.size(); column++) {
      separate(column, out);
      byte[] name = schema.field(column).name().getBytes(StandardCharsets.UTF_8);
      field(name, 0, name.length, out);
    }
    out.append('\n');
  }

  @Override
  public void records(
      List<TextColumn> columns, List<Vector> vectors, int rowCount, RecordBytes out) {
    for (int row = 0; row < rowCount; row++) {
      for (int column = 0; column < vectors.size(); column++) {
        separate(column, out);
        var texts = (BytesVector) vectors.get(column);
        if (texts.isNull(row)) {
          out.append(nullValue);
        } else {
          field(texts.data(), texts.starts()[row], texts.lengths()[row], out);
        }
      }
      out.append('\n');
    }
  }

  private void separate(int column, RecordBytes out) {
    if (column > 0) {
      out.append(separator);
    }
  }

  private void field(byte[] data, int start, int length, RecordBytes out) {
    var quote = format.quote();
    if (quote == null || !needsQuotes(data, start, length)) {
      out.append(data, start, length);
      return;
    }
    byte quoteByte = (byte) quote.charValue();
    var escape = format.escape();
    byte escapeByte = escape == null ? quoteByte : (byte) escape.charValue();
    out.append(quoteByte);
    for (int i = start; i < start + length; i++) {
      if (data[i] == quoteByte || data[i] == escapeByte) {
        out.append(escapeByte);
      }
      out.append(data[i]);
    }
    out.append(quoteByte);
  }

  private boolean needsQuotes(byte[] data, int start, int length) {
    if (length == 0 || isBlank(data[start]) || isBlank(data[start + length - 1])) {
      return true;
    }
    var quote = format.quote();
    var comment = format.comment();
    for (int i = start; i < start + length; i++) {
      byte value = data[i];
      if (value == '\n'
          || value == '\r'
          || value == separator[0]
          || (quote != null && value == quote)
          || (comment != null && i == start && value == comment)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }
}
