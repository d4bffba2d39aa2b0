package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.hash.RowHash;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.spill.SpilledRows;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects rows and writes them by bucket, those of a bucket in the order in which they came. Rows
/// that come by bucket are written as they come. What the memory has no room for waits on the disk.
final class HashSegmentSink implements Sink {

  private final StageOutput.HashExchange output;
  private final Schema schema;
  private final TaskContext context;
  private final int[] keyColumns;
  private final MemoryAccount memory;
  private RowBuffer rows;
  private final BlockSize blockSize;
  private final BlockWriter writer;
  private final HeavyKeySearch heavyKeys;
  private final RowHash rowHash = new RowHash();
  private final long[] hashes = new long[Batch.MAX_ROWS];
  private char[] buckets = new char[0];
  private @Nullable SpilledRows spilled;

  HashSegmentSink(
      StageOutput.HashExchange output, Schema schema, BlockSize blockSize, TaskContext context) {
    this.output = output;
    this.schema = schema;
    this.context = context;
    this.blockSize = blockSize;
    this.keyColumns = output.keyColumns().stream().mapToInt(Integer::intValue).toArray();
    this.memory = new MemoryAccount(context.memory(), "exchange by " + output.keyColumns());
    this.rows = RowBuffer.of(schema, memory);
    this.writer = new BlockWriter(context, memory);
    this.heavyKeys =
        new HeavyKeySearch(
            schema, keyColumns, context.request().fragment().zone(), context.counters().heavyKeys);
  }

  @Override
  public void write(Batch batch) {
    if (!blockSize.isOrdered()
        && rows.rowCount() > 0
        && !context.memory().leavesRoom(needed(batch))) {
      spill();
    }
    int from = rows.rowCount();
    rows.append(batch);
    ensureBuckets(rows.rowCount());
    rowHash.hash(batch, keyColumns, hashes);
    for (int row = 0; row < batch.rowCount(); row++) {
      buckets[from + row] = (char) RowHash.bucket(hashes[row]);
    }
    if (blockSize.isReached(rows.rowCount(), rows.valueBytes())) {
      writeRows();
    }
  }

  /// What is allocated until these rows are in order with `batch` among them.
  private long needed(Batch batch) {
    long count = (long) rows.rowCount() + batch.rowCount();
    return rows.growthBytes(batch) + count * (Integer.BYTES + 2 * Character.BYTES);
  }

  private void spill() {
    var portions = spilled;
    if (portions == null) {
      portions = new SpilledRows(schema, memory.another());
      spilled = portions;
    }
    int rowCount = rows.rowCount();
    long orderBytes = (long) rowCount * Integer.BYTES;
    memory.reserve(orderBytes);
    var order = BucketOrder.of(buckets, rowCount);
    int blockRows = SpilledRows.blockRows(rowCount, rows.valueBytes());
    portions.add(
        sink -> {
          for (int from = 0; from < rowCount; from += blockRows) {
            int count = Math.min(blockRows, rowCount - from);
            sink.write(order.keys(from, count), rows.gather(order.rows(), from, count));
          }
        });
    memory.close();
    buckets = new char[0];
    rows = RowBuffer.of(schema, memory);
  }

  private void ensureBuckets(int needed) {
    if (needed > buckets.length) {
      int before = buckets.length;
      int larger = Math.max(needed, before + (before >> 1));
      memory.reserve((long) larger * Character.BYTES);
      buckets = Arrays.copyOf(buckets, larger);
      memory.release((long) before * Character.BYTES);
    }
  }

  private void writeRows() {
    long orderBytes = (long) rows.rowCount() * Integer.BYTES;
    memory.reserve(orderBytes);
    var order = BucketOrder.of(buckets, rows.rowCount());
    heavyKeys.look(rows, order);
    int blockRows = blockSize.rows(rows.rowCount(), rows.valueBytes());
    if (!blockSize.isOrdered()) {
      writer.expect(Math.ceilDiv(rows.rowCount(), blockRows));
    }
    var columns = rows.vectors();
    for (int from = 0; from < rows.rowCount(); from += blockRows) {
      int count = Math.min(blockRows, rows.rowCount() - from);
      writer.write(order.keys(from, count), columns, order.rows(), from, count);
    }
    rows.clear();
    memory.release(orderBytes);
  }

  @Override
  public TaskOutput finish() {
    if (spilled != null) {
      if (rows.rowCount() > 0) {
        spill();
      }
      var size = BlockSize.ofRaw(spilled.rawBytes());
      return OrderedRows.write(spilled, new HashSegmentSink(output, schema, size, context));
    }
    writeRows();
    return writer.finish();
  }

  @Override
  public void close() {
    writer.close();
    memory.close();
    if (spilled != null) {
      spilled.close();
    }
  }
}
