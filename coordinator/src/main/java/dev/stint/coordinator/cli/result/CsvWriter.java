package dev.stint.coordinator.cli.result;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/// CSV after RFC 4180, but with a line feed alone at the end of lines: a header; NULL as nothing;
/// the empty string, and what holds a comma, a quote or a line break, in quotes.
final class CsvWriter implements ResultWriter {

  private final Schema schema;
  private final ZoneId zone;
  private final OutputStream out;

  CsvWriter(Schema schema, ZoneId zone, OutputStream out) throws IOException {
    this.schema = schema;
    this.zone = zone;
    this.out = out;
    for (int column = 0; column < schema.size(); column++) {
      byte[] name = schema.field(column).name().getBytes(StandardCharsets.UTF_8);
      separate(column);
      writeValue(name, 0, name.length);
    }
    out.write('\n');
  }

  @Override
  public void write(Batch batch) throws IOException {
    var cells = new BytesVector[schema.size()];
    for (int column = 0; column < cells.length; column++) {
      cells[column] = CellText.of(batch.column(column), schema.type(column), zone);
    }
    for (int row = 0; row < batch.rowCount(); row++) {
      for (int column = 0; column < cells.length; column++) {
        separate(column);
        var cell = cells[column];
        if (!cell.isNull(row)) {
          writeValue(cell.data(), cell.starts()[row], cell.lengths()[row]);
        }
      }
      out.write('\n');
    }
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  private void separate(int column) throws IOException {
    if (column > 0) {
      out.write(',');
    }
  }

  private void writeValue(byte[] data, int start, int length) throws IOException {
    if (!needsQuotes(data, start, length)) {
      out.write(data, start, length);
      return;
    }
    out.write('"');
    for (int i = start; i < start + length; i++) {
      if (data[i] == '"') {
        out.write('"');
      }
      out.write(data[i]);
    }
    out.write('"');
  }

  private static boolean needsQuotes(byte[] data, int start, int length) {
    for (int i = start; i < start + length; i++) {
      byte b = data[i];
      if (b == ',' || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return length == 0;
  }
}
