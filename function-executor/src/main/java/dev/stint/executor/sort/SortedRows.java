package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Rows kept with their encoded sort keys.
final class SortedRows implements AutoCloseable {

  private final SortKeyEncoder encoder;
  private final RowBuffer rows;
  private final ColumnBuffer keys;
  private final MemoryAccount memory;
  private long orderBytes;

  /// What it allocates is reserved in `memory`, which it closes.
  SortedRows(Schema schema, List<SortKey> sortKeys, MemoryAccount memory) {
    this.encoder = new SortKeyEncoder(sortKeys);
    this.rows = RowBuffer.of(schema, memory);
    this.keys = ColumnBuffer.of(PhysicalType.BYTES, memory);
    this.memory = memory;
  }

  int rowCount() {
    return rows.rowCount();
  }

  void append(Batch batch) {
    append(batch, encoder.encode(batch), RowIndexes.identity(), batch.rowCount());
  }

  /// Appends rows `selected[0..count)` of `batch`, whose keys are `encoded`.
  void append(Batch batch, BytesVector encoded, int[] selected, int count) {
    rows.append(batch, selected, count);
    keys.append(encoded, selected, count);
  }

  BytesVector encode(Batch batch) {
    return encoder.encode(batch);
  }

  /// The rows in order.
  int[] sort() {
    memory.release(orderBytes);
    orderBytes = 0;
    long bytes = (long) KeySorter.BYTES_PER_ROW * rowCount();
    memory.reserve(bytes);
    int[] order = KeySorter.sort(keys());
    orderBytes = (long) Integer.BYTES * rowCount();
    memory.release(bytes - orderBytes);
    return order;
  }

  /// The encoded keys of all rows.
  BytesVector keys() {
    return (BytesVector) keys.vector();
  }

  /// Rows `order[from..from + count)`.
  Batch gather(int[] order, int from, int count) {
    return rows.gather(order, from, count);
  }

  @Override
  public void close() {
    orderBytes = 0;
    memory.close();
  }
}
