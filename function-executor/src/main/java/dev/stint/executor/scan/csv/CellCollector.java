package dev.stint.executor.scan.csv;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.source.CellBuffer;
import java.util.List;

/// Collects the cells of a batch by column: where they stand in their block, without copying them,
/// as far as they stand there as they are. A record with more or fewer fields than expected is
/// marked bad; the cells it has are kept.
final class CellCollector implements RecordReceiver {

  private static final int NOT_WANTED = -1;

  private final CsvDialect dialect;
  private final CellBuffer[] cells;
  private final int[] columnOfField;
  private final boolean[] isText;
  private final int fieldCount;

  private byte[] block = new byte[0];
  private boolean[] bad = new boolean[Batch.MAX_ROWS];
  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] ends = new int[Batch.MAX_ROWS];
  private int row;

  /// `columnOfField` gives for each field of a record the column it goes to, or -1; `isText` says
  /// which columns hold text, so that an empty quoted cell is no NULL.
  CellCollector(CsvDialect dialect, List<CellBuffer> cells, int[] columnOfField, boolean[] isText) {
    this.dialect = dialect;
    this.cells = cells.toArray(CellBuffer[]::new);
    this.columnOfField = columnOfField;
    this.isText = isText;
    this.fieldCount = columnOfField.length;
  }

  /// Starts a batch of records in `data`.
  void begin(byte[] data) {
    block = data;
    for (var column : cells) {
      column.begin(data);
    }
    bad = new boolean[Batch.MAX_ROWS];
    row = 0;
  }

  int rowCount() {
    return row;
  }

  boolean[] bad() {
    return bad;
  }

  /// Where a row's record begins in the block's data.
  int start(int of) {
    return starts[of];
  }

  /// Where a row's record ends in the block's data.
  int end(int of) {
    return ends[of];
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is the block itself is what is asked.
  @Override
  public void field(int index, byte[] data, int offset, int length, boolean isQuoted) {
    int column = index < fieldCount ? columnOfField[index] : NOT_WANTED;
    if (column == NOT_WANTED || dialect.isNull(data, offset, length, isQuoted)) {
      return;
    }
    if (length > 0) {
      if (data == block) {
        cells[column].refer(row, offset, length);
      } else {
        cells[column].set(row, data, offset, length);
      }
    } else {
      byte[] empty = dialect.emptyValue();
      if (empty.length > 0 || isText[column]) {
        cells[column].set(row, empty, 0, empty.length);
      }
    }
  }

  @Override
  public void skipped(int index) {
    // A cell is NULL until it is set.
  }

  @Override
  public void end(int fields, int start, int end) {
    bad[row] = fields != fieldCount;
    starts[row] = start;
    ends[row] = end;
    row++;
  }
}
