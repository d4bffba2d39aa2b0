package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.executor.scan.source.EpochTexts;
import dev.stint.executor.scan.source.Misfits;
import dev.stint.executor.scan.source.TextRows;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the values of a batch by column. A value of another kind than the column's (a string
/// for a number, an object for anything but text) is NULL and does not fit, as in Spark. A name
/// that differs in case is a column's unless the record has the column's own.
final class JsonCells implements JsonRecords.Receiver {

  private static final int NOT_WANTED = -1;
  private static final int UNKNOWN = -2;

  /// What Spark reads as floating point though it is written as a string.
  private static final Set<String> NUMBERS_AS_STRINGS =
      Set.of("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF");

  private record Place(int column, boolean isExact) {}

  private final ScanNode scan;
  private final TextRows rows;
  private final boolean isSchemaInferred;
  private final List<CellBuffer> buffers = new ArrayList<>();
  private final Map<String, Place> placeOfName = new HashMap<>();
  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] ends = new int[Batch.MAX_ROWS];

  /// The row in which a column was last given under its own name.
  private final int[] exactRow;

  private boolean[] bad = new boolean[Batch.MAX_ROWS];
  private Misfits misfits;
  private int row;

  /// Of the batch: records with names that no column has, the first of them and its name.
  private int unknownCount;

  private int unknownRow;
  private @Nullable String unknownName;
  private boolean isAnyUnknown;

  JsonCells(ScanNode scan, TextRows rows, boolean isSchemaInferred) {
    this.scan = scan;
    this.rows = rows;
    this.isSchemaInferred = isSchemaInferred;
    this.exactRow = new int[scan.columns().size()];
    this.misfits = new Misfits(scan.columns().size());
    for (int column = 0; column < scan.columns().size(); column++) {
      buffers.add(new CellBuffer());
    }
  }

  void begin() {
    buffers.forEach(CellBuffer::begin);
    bad = new boolean[Batch.MAX_ROWS];
    misfits = new Misfits(buffers.size());
    Arrays.fill(exactRow, -1);
    row = 0;
    unknownCount = 0;
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

  Misfits misfits() {
    return misfits;
  }

  int unknownCount() {
    return unknownCount;
  }

  int unknownRow() {
    return unknownRow;
  }

  String unknownName() {
    return String.valueOf(unknownName);
  }

  /// Where a row's text begins in the block.
  int start(int of) {
    return starts[of];
  }

  /// Where a row's text ends in the block.
  int end(int of) {
    return ends[of];
  }

  @Override
  public void field(String name, JsonParser parser, byte[] data, int start) throws IOException {
    var place = placeOf(name);
    int column = place.column();
    boolean isTaken = column >= 0 && !place.isExact() && exactRow[column] == row;
    if (column < 0 || isTaken) {
      if (isSchemaInferred && (column == UNKNOWN || isTaken)) {
        unknown(name);
      }
      parser.skipChildren();
      return;
    }
    if (place.isExact()) {
      exactRow[column] = row;
    }
    value(column, parser, data, start);
  }

  private void unknown(String name) {
    if (!isAnyUnknown && unknownCount == 0) {
      unknownRow = row;
      unknownName = name;
    }
    isAnyUnknown = true;
  }

  private void value(int column, JsonParser parser, byte[] data, int start) throws IOException {
    var type = scan.columns().type(column);
    var buffer = buffers.get(column);
    boolean isFitting = isFitting(parser, type);
    if (isFitting && type.equals(DataType.TIMESTAMP) && parser.currentToken().isNumeric()) {
      byte[] epoch = EpochTexts.ofSeconds(parser.getText());
      buffer.set(row, epoch, 0, epoch.length);
      return;
    }
    boolean isBinary = isFitting && type.equals(DataType.BINARY);
    byte[] value = isBinary ? base64(column, parser) : JsonValue.bytes(parser, data, start);
    if (value == null) {
      buffer.setNull(row);
    } else if (isFitting) {
      buffer.set(row, value, 0, value.length);
    } else {
      buffer.setNull(row);
      misfits.add(column, row, value);
    }
  }

  /// `null` also for a string that is no base64, which does not fit.
  private byte @Nullable [] base64(int column, JsonParser parser) throws IOException {
    try {
      return JsonValue.base64(parser);
    } catch (com.fasterxml.jackson.core.JsonParseException | IllegalArgumentException _) {
      misfits.add(column, row, parser.getText().getBytes(StandardCharsets.UTF_8));
      return null;
    }
  }

  private Place placeOf(String name) {
    var known = placeOfName.get(name);
    if (known != null) {
      return known;
    }
    var found = find(name);
    // A file may use its keys as data; the map must not grow with it.
    if (placeOfName.size() < 10_000) {
      placeOfName.put(name, found);
    }
    return found;
  }

  private Place find(String name) {
    int found = isOfTable(name) ? NOT_WANTED : UNKNOWN;
    for (int column = 0; column < scan.columns().size(); column++) {
      var wanted = scan.columns().field(column).name();
      if (rows.isInFile(column) && wanted.equalsIgnoreCase(name)) {
        if (wanted.equals(name)) {
          return new Place(column, true);
        }
        found = found < 0 ? column : found;
      }
    }
    return new Place(found, false);
  }

  private boolean isOfTable(String name) {
    return scan.fileSchema().indexOf(name).isPresent()
        || scan.partitionColumns().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static boolean isFitting(JsonParser parser, DataType type) throws IOException {
    var token = parser.currentToken();
    boolean isString = token == JsonToken.VALUE_STRING;
    if (token == JsonToken.VALUE_NULL) {
      return true;
    }
    return switch (type.kind()) {
      case STRING -> true;
      case TIMESTAMP -> isString || token == JsonToken.VALUE_NUMBER_INT;
      case BINARY, DATE, TIMESTAMP_NTZ -> isString;
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> isString;
      case VOID -> false;
      case BOOLEAN -> token.isBoolean();
      case TINYINT, SMALLINT, INT, BIGINT -> token == JsonToken.VALUE_NUMBER_INT;
      case DECIMAL -> token.isNumeric() || (isString && isWithoutBlanks(parser.getText()));
      case FLOAT, DOUBLE ->
          token.isNumeric() || (isString && NUMBERS_AS_STRINGS.contains(parser.getText()));
    };
  }

  /// Around it; a text without a character is no number either.
  private static boolean isWithoutBlanks(String text) {
    return !text.isEmpty() && text.charAt(0) > ' ' && text.charAt(text.length() - 1) > ' ';
  }

  @Override
  public void undo() {
    for (var buffer : buffers) {
      buffer.setNull(row);
    }
    Arrays.fill(exactRow, -1);
    misfits.undo(row);
    isAnyUnknown = false;
  }

  @Override
  public void end(int start, int end, boolean isObject) {
    starts[row] = start;
    ends[row] = end;
    bad[row] = !isObject;
    unknownCount += isAnyUnknown ? 1 : 0;
    isAnyUnknown = false;
    row++;
  }
}
