package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.hash.RowHash;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.Arrays;

/// Collects rows and writes them by bucket, those of a bucket in the order in which they came.
final class HashSegmentSink implements Sink {

  private static final int KEY_BYTES = 2;

  private final int[] keyColumns;
  private final MemoryAccount memory;
  private final RowBuffer rows;
  private final BlockWriter writer;
  private final RowHash rowHash = new RowHash();
  private final long[] hashes = new long[Batch.MAX_ROWS];
  private char[] buckets = new char[0];

  HashSegmentSink(StageOutput.HashExchange output, Schema schema, TaskContext context) {
    this.keyColumns = output.keyColumns().stream().mapToInt(Integer::intValue).toArray();
    this.memory = new MemoryAccount(context.memory(), "exchange by " + output.keyColumns());
    this.rows = RowBuffer.of(schema, memory);
    this.writer = new BlockWriter(context, memory);
  }

  @Override
  public void write(Batch batch) {
    int from = rows.rowCount();
    rows.append(batch);
    ensureBuckets(rows.rowCount());
    rowHash.hash(batch, keyColumns, hashes);
    for (int row = 0; row < batch.rowCount(); row++) {
      buckets[from + row] = (char) RowHash.bucket(hashes[row]);
    }
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

  @Override
  public TaskOutput finish() {
    memory.reserve((long) rows.rowCount() * Integer.BYTES);
    int[] order = orderByBucket();
    int blockRows = BlockWriter.blockRows(order.length, rows.valueBytes());
    for (int from = 0; from < order.length; from += blockRows) {
      int count = Math.min(blockRows, order.length - from);
      writer.write(keys(order, from, count), rows.gather(order, from, count));
    }
    return writer.finish();
  }

  private int[] orderByBucket() {
    int rowCount = rows.rowCount();
    int[] offsets = new int[StageOutput.BUCKET_COUNT + 1];
    for (int row = 0; row < rowCount; row++) {
      offsets[buckets[row] + 1]++;
    }
    for (int bucket = 0; bucket < StageOutput.BUCKET_COUNT; bucket++) {
      offsets[bucket + 1] += offsets[bucket];
    }
    int[] order = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      order[offsets[buckets[row]]++] = row;
    }
    return order;
  }

  private BlockKeys keys(int[] order, int from, int count) {
    byte[] keys = new byte[KEY_BYTES * count];
    for (int i = 0; i < count; i++) {
      int bucket = buckets[order[from + i]];
      keys[KEY_BYTES * i] = (byte) (bucket >>> 8);
      keys[KEY_BYTES * i + 1] = (byte) bucket;
    }
    return BlockKeys.fixedWidth(KEY_BYTES, count, keys);
  }

  @Override
  public void close() {
    writer.close();
    memory.close();
  }
}
