package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.executor.scan.source.TextRows;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects the values of a batch by column. A value of another kind than the column's (a string
/// for a number, an object for anything but text) is NULL and marks its record bad, as in Spark.
final class JsonCells implements JsonRecords.Receiver {

  private static final int NOT_WANTED = -1;

  /// What Spark reads as floating point though it is written as a string.
  private static final Set<String> NUMBERS_AS_STRINGS =
      Set.of("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF");

  private final ScanNode scan;
  private final TextRows rows;
  private final List<CellBuffer> buffers = new ArrayList<>();
  private final Map<String, Integer> columnOfName = new HashMap<>();
  private final int[] starts = new int[Batch.MAX_ROWS];
  private boolean[] bad = new boolean[Batch.MAX_ROWS];
  private int row;

  JsonCells(ScanNode scan, TextRows rows) {
    this.scan = scan;
    this.rows = rows;
    for (int column = 0; column < scan.columns().size(); column++) {
      buffers.add(new CellBuffer());
    }
  }

  void begin() {
    buffers.forEach(CellBuffer::begin);
    bad = new boolean[Batch.MAX_ROWS];
    row = 0;
  }

  List<CellBuffer> buffers() {
    return buffers;
  }

  int rowCount() {
    return row;
  }

  boolean[] bad() {
    return bad;
  }

  /// Where a row's line begins in the block.
  int start(int of) {
    return starts[of];
  }

  @Override
  public void field(String name, JsonParser parser, byte[] data, int lineStart) throws IOException {
    int column = columnOf(name);
    if (column == NOT_WANTED) {
      parser.skipChildren();
      return;
    }
    boolean isFitting = isFitting(parser, scan.columns().type(column));
    boolean isBinary = isFitting && scan.columns().type(column).equals(DataType.BINARY);
    byte[] value = isBinary ? JsonValue.base64(parser) : JsonValue.bytes(parser, data, lineStart);
    if (value == null) {
      buffers.get(column).setNull(row);
    } else if (isFitting) {
      buffers.get(column).set(row, value, 0, value.length);
    } else {
      bad[row] = true;
    }
  }

  private int columnOf(String name) {
    var known = columnOfName.get(name);
    if (known != null) {
      return known;
    }
    int found = find(name);
    // A file may use its keys as data; the map must not grow with it.
    if (columnOfName.size() < 10_000) {
      columnOfName.put(name, found);
    }
    return found;
  }

  /// The exact name wins over one that differs in case.
  private int find(String name) {
    int found = NOT_WANTED;
    for (int column = 0; column < scan.columns().size(); column++) {
      var wanted = scan.columns().field(column).name();
      if (rows.isInFile(column) && wanted.equalsIgnoreCase(name)) {
        if (wanted.equals(name)) {
          return column;
        }
        found = found == NOT_WANTED ? column : found;
      }
    }
    return found;
  }

  private static boolean isFitting(JsonParser parser, DataType type) throws IOException {
    var token = parser.currentToken();
    boolean isString = token == JsonToken.VALUE_STRING;
    if (token == JsonToken.VALUE_NULL) {
      return true;
    }
    return switch (type.kind()) {
      case STRING -> true;
      case BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> isString;
      case BOOLEAN -> token.isBoolean();
      case TINYINT, SMALLINT, INT, BIGINT -> token == JsonToken.VALUE_NUMBER_INT;
      case DECIMAL -> token.isNumeric() || isString;
      case FLOAT, DOUBLE ->
          token.isNumeric() || (isString && NUMBERS_AS_STRINGS.contains(parser.getText()));
    };
  }

  @Override
  public void end(int start, boolean isObject) {
    starts[row] = start;
    if (!isObject) {
      bad[row] = true;
      for (var buffer : buffers) {
        buffer.setNull(row);
      }
    }
    row++;
  }
}
