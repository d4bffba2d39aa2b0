package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import java.util.List;
import java.util.stream.IntStream;

/// The rows that can match at all.
final class JoinKeys {

  private JoinKeys() {}

  /// Those of `keyColumns` in which NULL equals nothing.
  static int[] strict(int[] keyColumns, List<Integer> nullSafeKeys) {
    return IntStream.range(0, keyColumns.length)
        .filter(key -> !nullSafeKeys.contains(key))
        .map(key -> keyColumns[key])
        .toArray();
  }

  /// Packs the rows of `batch` without a NULL in `keyColumns` into `out`; returns how many.
  static int withoutNulls(Batch batch, int[] keyColumns, int[] out) {
    int[] rows = RowIndexes.identity();
    int count = batch.rowCount();
    for (int column : keyColumns) {
      boolean[] nulls = batch.column(column).nulls();
      if (nulls != null) {
        count = RowIndexes.dropNulls(nulls, rows, count, out);
        rows = out;
      }
    }
    return count;
  }
}
