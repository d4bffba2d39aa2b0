package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Rows that are kept beyond their batch, by column.
public final class RowBuffer {

  private final List<ColumnBuffer> columns;
  private int rowCount;

  public RowBuffer(List<PhysicalType> types, MemoryAccount memory) {
    this.columns = types.stream().map(type -> ColumnBuffer.of(type, memory)).toList();
  }

  public static RowBuffer of(Schema schema, MemoryAccount memory) {
    return new RowBuffer(physicalTypes(schema), memory);
  }

  /// How the columns of `schema` lie in memory.
  public static List<PhysicalType> physicalTypes(Schema schema) {
    return schema.fields().stream().map(field -> field.type().physicalType()).toList();
  }

  public int rowCount() {
    return rowCount;
  }

  public List<ColumnBuffer> columns() {
    return columns;
  }

  /// Copies all rows of `batch`.
  public void append(Batch batch) {
    append(batch, RowIndexes.identity(), batch.rowCount());
  }

  /// Copies rows `rows[0..count)` of `batch`.
  public void append(Batch batch, int[] rows, int count) {
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).append(batch.column(column), rows, count);
    }
    rowCount += count;
  }

  /// The columns as vectors of all rows so far; see [ColumnBuffer#vector].
  public List<Vector> vectors() {
    var vectors = new ArrayList<Vector>(columns.size());
    for (var column : columns) {
      vectors.add(column.vector());
    }
    return vectors;
  }

  /// `count` rows from `from` as a batch.
  public Batch slice(int from, int count) {
    return new Batch(
        count, columns.stream().map(column -> column.vector().slice(from, count)).toList());
  }

  /// Rows `order[from..from + count)` as a batch.
  public Batch gather(int[] order, int from, int count) {
    int[] rows = java.util.Arrays.copyOfRange(order, from, from + count);
    return new Batch(
        count, columns.stream().map(column -> column.vector().gather(rows, count)).toList());
  }

  /// What the values take, those that rows share counted once.
  public long valueBytes() {
    return columns.stream().mapToLong(ColumnBuffer::valueBytes).sum();
  }

  /// Forgets the rows but keeps the arrays.
  public void clear() {
    rowCount = 0;
    columns.forEach(ColumnBuffer::clear);
  }
}
