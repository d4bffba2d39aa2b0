package dev.stint.coordinator.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;

/// One JSON object per row: numbers and booleans as such, NULL as `null`, binary in Base64, all
/// else, infinities and NaN included, as strings.
final class JsonLinesWriter implements ResultWriter {

  private final Schema schema;
  private final ZoneId zone;
  private final JsonGenerator json;

  JsonLinesWriter(Schema schema, ZoneId zone, OutputStream out) throws IOException {
    this.schema = schema;
    this.zone = zone;
    this.json = new JsonFactory().createGenerator(out);
    json.setRootValueSeparator(null);
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (int row = 0; row < batch.rowCount(); row++) {
      json.writeStartObject();
      for (int column = 0; column < schema.size(); column++) {
        json.writeFieldName(schema.field(column).name());
        writeValue(batch.column(column), row, schema.type(column));
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  @Override
  public void finish() throws IOException {
    json.flush();
  }

  private void writeValue(Vector vector, int row, DataType type) throws IOException {
    if (vector.isNull(row)) {
      json.writeNull();
      return;
    }
    switch (type.kind()) {
      case BOOLEAN -> json.writeBoolean(((LongVector) vector).values()[row] != 0);
      case TINYINT, SMALLINT, INT, BIGINT -> json.writeNumber(((LongVector) vector).values()[row]);
      case FLOAT, DOUBLE ->
          writeDouble(((DoubleVector) vector).values()[row], text(vector, row, type));
      case DECIMAL -> json.writeNumber(text(vector, row, type));
      case STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ -> json.writeString(text(vector, row, type));
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          json.writeString(text(vector, row, type));
      case VOID -> json.writeNull();
      case BINARY -> json.writeBinary(bytes((BytesVector) vector, row));
    }
  }

  private void writeDouble(double value, String text) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }

  private static byte[] bytes(BytesVector vector, int row) {
    int start = vector.starts()[row];
    return Arrays.copyOfRange(vector.data(), start, start + vector.lengths()[row]);
  }

  private String text(Vector vector, int row, DataType type) {
    if (vector instanceof BytesVector bytes) {
      return new String(bytes(bytes, row), StandardCharsets.UTF_8);
    }
    return String.valueOf(dev.stint.executor.kernel.cast.ValueText.text(vector, row, type, zone));
  }
}
