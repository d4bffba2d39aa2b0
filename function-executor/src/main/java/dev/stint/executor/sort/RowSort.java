package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Rows that are collected, then put in order; rows with equal keys in the order in which they
/// came.
public final class RowSort implements AutoCloseable {

  private final List<SortKey> keys;
  private final RowBuffer rows;
  private final MemoryAccount memory;
  private long orderBytes;

  /// What it allocates is reserved in `memory`, which it closes.
  public RowSort(Schema schema, List<SortKey> keys, MemoryAccount memory) {
    this.keys = List.copyOf(keys);
    this.rows = RowBuffer.of(schema, memory);
    this.memory = memory;
  }

  public int rowCount() {
    return rows.rowCount();
  }

  public void append(Batch batch) {
    rows.append(batch);
  }

  /// The rows in order.
  public int[] sort() {
    memory.release(orderBytes);
    orderBytes = 0;
    long bytes = (long) KeySorter.BYTES_PER_ROW * rowCount();
    memory.reserve(bytes);
    int[] order = PackedKeys.sort(rows.vectors(), keys, rowCount());
    if (order == null) {
      long before = memory.reservedBytes();
      order = KeySorter.sort(encodedKeys());
      memory.release(memory.reservedBytes() - before);
    }
    orderBytes = (long) Integer.BYTES * rowCount();
    memory.release(bytes - orderBytes);
    return order;
  }

  private BytesVector encodedKeys() {
    var encoder = new SortKeyEncoder(keys);
    var encoded = ColumnBuffer.of(PhysicalType.BYTES, memory);
    for (int from = 0; from < rowCount(); from += Batch.MAX_ROWS) {
      int count = Math.min(rowCount() - from, Batch.MAX_ROWS);
      encoded.append(encoder.encode(rows.slice(from, count)));
    }
    return (BytesVector) encoded.vector();
  }

  /// Rows `order[from..from + count)`.
  public Batch gather(int[] order, int from, int count) {
    return rows.gather(order, from, count);
  }

  /// Forgets the rows but keeps the arrays.
  public void clear() {
    rows.clear();
    memory.release(orderBytes);
    orderBytes = 0;
  }

  /// What the rows take.
  public long valueBytes() {
    return rows.valueBytes();
  }

  @Override
  public void close() {
    orderBytes = 0;
    memory.close();
  }
}
