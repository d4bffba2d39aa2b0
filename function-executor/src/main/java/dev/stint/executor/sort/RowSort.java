package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.kernel.SortKeyEncoder;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.spill.SpilledRows;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are collected, then put in order; rows with equal keys in the order in which they
/// came. What the memory has no room for is sorted by portions, which wait on the disk to be
/// merged.
public final class RowSort implements AutoCloseable {

  private final Schema schema;
  private final List<SortKey> keys;
  private final long textKeys;
  private final SortKeyEncoder encoder;
  private final MemoryBudget budget;
  private final MemoryAccount memory;
  private RowBuffer rows;
  private long orderBytes;

  /// What the texts among the keys take, each row's counted.
  private long textBytes;

  private @Nullable SpilledRows spilled;

  /// `user` names who sorts in messages.
  public RowSort(Schema schema, List<SortKey> keys, MemoryBudget budget, String user) {
    this.schema = schema;
    this.keys = List.copyOf(keys);
    this.textKeys =
        keys.stream()
            .filter(key -> schema.type(key.column()).physicalType() == PhysicalType.BYTES)
            .count();
    this.encoder = new SortKeyEncoder(keys);
    this.budget = budget;
    this.memory = new MemoryAccount(budget, user);
    this.rows = RowBuffer.of(schema, memory);
  }

  /// Of the rows in memory.
  public int rowCount() {
    return rows.rowCount();
  }

  public void append(Batch batch) {
    if (rowCount() > 0 && !budget.leavesRoom(neededBytes(batch))) {
      spill();
    }
    appendInMemory(batch);
  }

  /// For few rows, which are cleared before there are many.
  public void appendInMemory(Batch batch) {
    rows.append(batch);
    textBytes += textBytes(batch);
  }

  private long textBytes(Batch batch) {
    long bytes = 0;
    for (var key : keys) {
      bytes += batch.column(key.column()) instanceof BytesVector texts ? texts.valueBytes() : 0;
    }
    return bytes;
  }

  /// What is allocated until these rows are sorted with `batch` among them. Whole numbers are
  /// seldom encoded, and then in a few bytes; encoded keys grow by half of what they have, and are
  /// copied.
  private long neededBytes(Batch batch) {
    long count = (long) rowCount() + batch.rowCount();
    long numberBytes = (keys.size() - textKeys) * Long.BYTES;
    long encodedBytes = textBytes + textBytes(batch) + count * (3 * textKeys + numberBytes);
    return rows.growthBytes(batch) + count * orderingBytes() + 3 * encodedBytes;
  }

  /// What ordering takes beside the encoded keys, for each row.
  private long orderingBytes() {
    return KeySorter.BYTES_PER_ROW + TextRanks.BYTES_PER_ROW * textKeys;
  }

  /// The rows in memory, in order.
  public int[] sort() {
    memory.release(orderBytes);
    orderBytes = 0;
    long bytes = rowCount() * orderingBytes();
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
    var encoded = ColumnBuffer.of(PhysicalType.BYTES, memory);
    for (int from = 0; from < rowCount(); from += Batch.MAX_ROWS) {
      int count = Math.min(rowCount() - from, Batch.MAX_ROWS);
      encoded.append(encoder.encode(rows.slice(from, count)));
    }
    return (BytesVector) encoded.vector();
  }

  /// Rows `order[from..from + count)` of those in memory.
  public Batch gather(int[] order, int from, int count) {
    return rows.gather(order, from, count);
  }

  /// The keys of `block`, rows in order.
  public BlockKeys blockKeys(Batch block) {
    var encoded = encoder.encode(block);
    int[] offsets = Arrays.copyOf(encoded.starts(), encoded.rowCount() + 1);
    offsets[encoded.rowCount()] = encoded.data().length;
    return BlockKeys.variableWidth(encoded.rowCount(), encoded.data(), offsets);
  }

  private void spill() {
    var portions = spilled;
    if (portions == null) {
      portions = new SpilledRows(schema, memory.another());
      spilled = portions;
    }
    int[] order = sort();
    int blockRows = SpilledRows.blockRows(order.length, valueBytes());
    portions.add(
        sink -> {
          for (int from = 0; from < order.length; from += blockRows) {
            var block = rows.gather(order, from, Math.min(blockRows, order.length - from));
            sink.write(blockKeys(block), block);
          }
        });
    orderBytes = 0;
    textBytes = 0;
    memory.close();
    rows = RowBuffer.of(schema, memory);
  }

  /// All rows in order, if memory had no room for them; else `null`, and they are in memory.
  public @Nullable SpilledRows spilled() {
    if (spilled != null && rowCount() > 0) {
      spill();
    }
    return spilled;
  }

  /// Forgets the rows but keeps the arrays.
  public void clear() {
    rows.clear();
    memory.release(orderBytes);
    orderBytes = 0;
    textBytes = 0;
  }

  /// What the rows in memory take.
  public long valueBytes() {
    return rows.valueBytes();
  }

  @Override
  public void close() {
    orderBytes = 0;
    memory.close();
    if (spilled != null) {
      spilled.close();
    }
  }
}
