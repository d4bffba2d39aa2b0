package dev.stint.executor.scan.csv;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.plan.format.CsvFormat;
import java.util.List;

/// Collects the cells of a batch by column. A record with more or fewer fields than expected is
/// marked bad; the cells it has are kept.
final class CellCollector implements RecordReceiver {

  private static final int NOT_WANTED = -1;

  private final FieldBytes bytes;
  private final List<CellBuffer> cells;
  private final int[] columnOfField;
  private final boolean[] isText;
  private final int fieldCount;

  private boolean[] bad = new boolean[Batch.MAX_ROWS];
  private final int[] lines = new int[Batch.MAX_ROWS];
  private final int[] lineCounts = new int[Batch.MAX_ROWS];
  private int row;

  /// `columnOfField` gives for each field of a record the column it goes to, or -1; `isText` says
  /// which columns hold text, so that an empty quoted cell is no NULL.
  CellCollector(CsvFormat format, List<CellBuffer> cells, int[] columnOfField, boolean[] isText) {
    this.bytes = new FieldBytes(format);
    this.cells = cells;
    this.columnOfField = columnOfField;
    this.isText = isText;
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
    var buffer = cells.get(column);
    byte[] data = buffer.ensure(FieldBytes.bound(length));
    int used = bytes.write(chars, offset, length, isQuoted, data, buffer.position());
    if (used > 0 || (used == 0 && isText[column])) {
      buffer.set(row, used);
    }
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
