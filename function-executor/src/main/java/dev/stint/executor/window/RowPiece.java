package dev.stint.executor.window;

import dev.stint.executor.batch.Vector;
import java.util.List;

/// Rows of a window that lie together: those from `from` to before `to`, which may begin before the
/// first one held. Row `from` is the first of `columns`.
record RowPiece(int from, int to, List<Vector> columns) {

  boolean holds(int row) {
    return row >= from && row < to;
  }
}
