package dev.stint.executor.scan.csv;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.plan.format.CsvFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Collects the cells of a batch by column. A record with more or fewer fields than expected is
/// marked bad; the cells it has are kept.
final class CellCollector implements RecordReceiver {

  private static final int NOT_WANTED = -1;

  private final CsvFormat format;
  private final byte escape;
  private final List<CellBuffer> cells;
  private final int[] columnOfField;
  private final boolean[] isText;
  private final byte[] nullValue;
  private final int fieldCount;

  private boolean[] bad = new boolean[Batch.MAX_ROWS];
  private final int[] lines = new int[Batch.MAX_ROWS];
  private final int[] lineCounts = new int[Batch.MAX_ROWS];
  private int row;

  /// `columnOfField` gives for each field of a record the column it goes to, or -1; `isText` says
  /// which columns hold text, so that an empty quoted cell is no NULL.
  CellCollector(CsvFormat format, List<CellBuffer> cells, int[] columnOfField, boolean[] isText) {
    this.format = format;
    this.escape = new CsvDialect(format).escape();
    this.cells = cells;
    this.columnOfField = columnOfField;
    this.isText = isText;
    this.nullValue = format.nullValue().getBytes(StandardCharsets.UTF_8);
    this.fieldCount = columnOfField.length;
  }

  /// Starts a batch.
  void begin() {
    cells.forEach(CellBuffer::begin);
    bad = new boolean[Batch.MAX_ROWS];
    row = 0;
  }

  int rowCount() {
    return row;
  }

  boolean[] bad() {
    return bad;
  }

  /// The line of the block in which a row's record begins.
  int line(int of) {
    return lines[of];
  }

  /// How many lines a row's record takes.
  int lineCount(int of) {
    return lineCounts[of];
  }

  @Override
  public void field(int index, char[] chars, int offset, int length, boolean isQuoted) {
    int column = index < fieldCount ? columnOfField[index] : NOT_WANTED;
    if (column == NOT_WANTED) {
      return;
    }
    int start = offset;
    int end = offset + length;
    if (!isQuoted) {
      start = format.ignoreLeadingWhiteSpace() ? skipBlanks(chars, start, end) : start;
      end = format.ignoreTrailingWhiteSpace() ? dropBlanks(chars, start, end) : end;
    }
    if (start == end && (!isQuoted || !isText[column])) {
      return;
    }
    var buffer = cells.get(column);
    byte[] data = buffer.ensure(2 * (end - start));
    int position = buffer.position();
    int used =
        escape == 0
            ? narrow(chars, start, end, data, position)
            : unescape(chars, start, end, data, position, isQuoted);
    if (!isNullValue(data, position, used)) {
      buffer.set(row, used);
    }
  }

  private static int skipBlanks(char[] chars, int start, int end) {
    int first = start;
    while (first < end && chars[first] <= ' ') {
      first++;
    }
    return first;
  }

  private static int dropBlanks(char[] chars, int start, int end) {
    int last = end;
    while (last > start && chars[last - 1] <= ' ') {
      last--;
    }
    return last;
  }

  private static int narrow(char[] chars, int start, int end, byte[] data, int position) {
    for (int i = start; i < end; i++) {
      data[position + i - start] = (byte) chars[i];
    }
    return end - start;
  }

  /// Outside quotes an escape character stands for itself.
  private int unescape(
      char[] chars, int start, int end, byte[] data, int position, boolean isQuoted) {
    int used = position;
    for (int i = start; i < end; i++) {
      if (!isQuoted && chars[i] >= CsvDialect.ESCAPED) {
        data[used++] = escape;
      }
      data[used++] = (byte) chars[i];
    }
    return used - position;
  }

  private boolean isNullValue(byte[] data, int position, int length) {
    return length == nullValue.length
        && length > 0
        && Arrays.equals(data, position, position + length, nullValue, 0, length);
  }

  @Override
  public void end(int fields, int line, int lineCount) {
    bad[row] = fields != fieldCount;
    lines[row] = line;
    lineCounts[row] = lineCount;
    row++;
  }

  @Override
  public void undo() {
    for (var buffer : cells) {
      buffer.setNull(row);
    }
  }
}
