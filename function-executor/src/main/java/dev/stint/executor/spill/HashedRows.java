package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.hash.RowHash;
import dev.stint.executor.memory.GrowingInts;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Rows that come in any order and are read in that of their hashes by some of their columns: one
/// side of a join that memory has no room for. One thread; to be closed.
public final class HashedRows implements AutoCloseable {

  private final Schema schema;
  private final int[] keyColumns;
  private final MemoryAccount memory;
  private final SpilledRows spilled;
  private final HashCursor cursor;
  private final RowHash rowHash = new RowHash();
  private final long[] hashes = new long[Batch.MAX_ROWS];
  private RowBuffer rows;
  private GrowingInts places;
  private long rowCount;
  private long valueBytes;

  /// Without `keyColumns` all rows have one hash. `user` is who reads them in messages.
  public HashedRows(Schema schema, List<Integer> keyColumns, MemoryBudget budget, String user) {
    this.schema = schema;
    this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
    this.memory = new MemoryAccount(budget, user);
    this.spilled = new SpilledRows(schema, new MemoryAccount(budget, user));
    this.cursor = new HashCursor(spilled, this.keyColumns);
    this.rows = RowBuffer.of(schema, memory);
    this.places = new GrowingInts(memory);
  }

  public void append(Batch batch) {
    if (rows.rowCount() > 0 && !memory.hasRoomFor(growthBytes(batch))) {
      spill();
    }
    int from = rows.rowCount();
    rows.append(batch);
    places.ensure(rows.rowCount());
    rowHash.hash(batch, keyColumns, hashes);
    for (int row = 0; row < batch.rowCount(); row++) {
      places.values()[from + row] = HashOrder.place(hashes[row]);
    }
  }

  /// What is allocated until these rows are in order with `batch` among them.
  private long growthBytes(Batch batch) {
    int count = rows.rowCount() + batch.rowCount();
    return rows.growthBytes(batch)
        + places.growthBytes(count)
        + (long) count * HashOrder.BYTES_PER_ROW;
  }

  private void spill() {
    int count = rows.rowCount();
    long bytes = rows.valueBytes();
    memory.reserve((long) count * HashOrder.BYTES_PER_ROW);
    var order = HashOrder.of(places.values(), count);
    int blockRows = SpilledRows.blockRows(count, bytes);
    spilled.add(
        sink -> {
          for (int from = 0; from < count; from += blockRows) {
            int length = Math.min(blockRows, count - from);
            sink.write(order.keys(from, length), rows.gather(order.rows(from, length), 0, length));
          }
        });
    rowCount += count;
    valueBytes += bytes;
    memory.close();
    rows = RowBuffer.of(schema, memory);
    places = new GrowingInts(memory);
  }

  /// To be called after the last row.
  public void end() {
    if (rows.rowCount() > 0) {
      spill();
    }
  }

  /// Of all rows, after [#end].
  public long rowCount() {
    return rowCount;
  }

  /// What the values of all rows take in memory, after [#end].
  public long valueBytes() {
    return valueBytes;
  }

  /// The rows in order, after [#end].
  public HashCursor cursor() {
    return cursor;
  }

  @Override
  public void close() {
    try (spilled) {
      memory.close();
    }
  }
}
