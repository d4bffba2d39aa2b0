package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.hash.RowHash;
import org.jspecify.annotations.Nullable;

/// Reads spilled rows, which lie in the order of their hashes by `keyColumns`, up to a place.
public final class HashCursor {

  private final SpilledRows rows;
  private final int[] keyColumns;
  private final RowHash rowHash = new RowHash();
  private final long[] hashes = new long[Batch.MAX_ROWS];
  private @Nullable Batch batch;
  private int next;
  private int lastPlace = -1;

  public HashCursor(SpilledRows rows, int[] keyColumns) {
    this.rows = rows;
    this.keyColumns = keyColumns;
  }

  /// Whether there are more rows; if so, [#place] is that of the first.
  public boolean hasRows() {
    if (batch == null || next == batch.rowCount()) {
      batch = rows.next();
      next = 0;
      if (batch != null) {
        rowHash.hash(batch, keyColumns, hashes);
      }
    }
    return batch != null;
  }

  /// Of the row given last, -1 before the first.
  public int lastPlace() {
    return lastPlace;
  }

  public int place() {
    return HashOrder.place(hashes[next]);
  }

  /// The next rows whose places are below `bound`, valid until the next call; `null` if there are
  /// none.
  public @Nullable Batch nextBelow(long bound) {
    if (!hasRows() || batch == null) {
      return null;
    }
    int from = next;
    int count = batch.rowCount();
    while (next < count && HashOrder.place(hashes[next]) < bound) {
      next++;
    }
    int length = next - from;
    if (length == 0) {
      return null;
    }
    lastPlace = HashOrder.place(hashes[next - 1]);
    return length == count
        ? batch
        : new Batch(
            length, batch.columns().stream().map(column -> column.slice(from, length)).toList());
  }
}
