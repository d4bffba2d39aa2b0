package dev.stint.executor.hash;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The keys of a join's build side, on their way to the scans of its probe side: a row with other
/// keys will be dropped by the join, so nothing else of it need be decoded. Empty until the join
/// has read its build side, and for good if that does not fit into memory. One thread's.
public final class RuntimeFilter {

  private final List<Integer> nullSafeKeys;
  private final int[] columns;

  /// Those of `columns` in which NULL equals nothing.
  private final int[] strictColumns;

  private final int[] groups = new int[Batch.MAX_ROWS];
  private @Nullable KeyTable keys;

  /// For so many keys; those in `nullSafeKeys` may be NULL.
  public RuntimeFilter(int keyCount, List<Integer> nullSafeKeys) {
    this.nullSafeKeys = List.copyOf(nullSafeKeys);
    this.columns = IntStream.range(0, keyCount).toArray();
    this.strictColumns = IntStream.of(columns).filter(key -> !isNullSafe(key)).toArray();
  }

  /// To be called once all keys are in `table`, which stays as long as rows are read.
  public void fill(KeyTable table) {
    keys = table;
  }

  /// Whether there are keys yet.
  public boolean isFilled() {
    return keys != null;
  }

  public boolean isNullSafe(int key) {
    return nullSafeKeys.contains(key);
  }

  /// Column `key` of all keys; there must be some.
  public Vector key(int key) {
    return filled().key(key);
  }

  /// Packs the rows of `batch`, whose columns are the keys, that may have a match into `out`, in
  /// ascending order, and returns how many they are.
  public int select(Batch batch, int[] out) {
    int count = batch.rowCount();
    int[] rows = RowIndexes.identity();
    for (int column : strictColumns) {
      boolean[] nulls = batch.column(column).nulls();
      if (nulls != null) {
        count = RowIndexes.dropNulls(nulls, rows, count, out);
        rows = out;
      }
    }
    filled().find(count == batch.rowCount() ? batch : batch.gather(rows, count), columns, groups);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      out[kept] = rows[i];
      kept += groups[i] >= 0 ? 1 : 0;
    }
    return kept;
  }

  private KeyTable filled() {
    if (keys == null) {
      throw new IllegalStateException("the build side is not read yet");
    }
    return keys;
  }
}
