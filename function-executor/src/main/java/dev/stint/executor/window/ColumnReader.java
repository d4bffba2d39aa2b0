package dev.stint.executor.window;

import dev.stint.executor.batch.Vector;

/// Looks at a column of a window's rows one by one; next to each other is cheap.
final class ColumnReader {

  private final WindowRows rows;
  private final int column;
  private RowPiece piece;
  private Vector vector;

  /// For as long as no rows are appended or dropped, beginning at `row`.
  ColumnReader(WindowRows rows, int column, int row) {
    this.rows = rows;
    this.column = column;
    this.piece = rows.piece(row);
    this.vector = piece.columns().get(column);
  }

  /// What holds a row, at the place that [#place] gives for it.
  Vector at(int row) {
    if (!piece.holds(row)) {
      piece = rows.piece(row);
      vector = piece.columns().get(column);
    }
    return vector;
  }

  /// Of a row that was looked at last.
  int place(int row) {
    return row - piece.from();
  }
}
