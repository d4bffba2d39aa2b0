package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.codec.BatchCodec;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.Cancellation;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.task.TaskOutput;
import dev.stint.shuffle.segment.BlockCompression;
import dev.stint.shuffle.segment.BlockKeys;
import dev.stint.shuffle.segment.SegmentWriter;
import java.util.List;

/// Writes rows as blocks of the attempt's segment, and counts them.
final class BlockWriter implements AutoCloseable {

  /// More are not decoded at once.
  static final int MAX_BLOCK_ROWS = 1 << 15;

  private final SegmentWriter writer;
  private final TaskContext context;
  private final BatchCodec codec;
  private long rowCount;

  /// What it holds is reserved in `memory`, which the caller closes.
  BlockWriter(TaskContext context, MemoryAccount memory) {
    var request = context.request();
    this.context = context;
    this.codec = new BatchCodec(memory);
    this.writer =
        new SegmentWriter(
            context.store(),
            request.segmentPath(),
            request.inlineLimitBytes(),
            BlockCompression.of(request.segmentPath()),
            memory);
  }

  /// How many rows a block should have, when `rowCount` rows take `bytes` in all.
  static int blockRows(long rowCount, long bytes) {
    if (rowCount == 0) {
      return 1;
    }
    long rowBytes = Math.max(1, bytes / rowCount);
    return Math.clamp(SegmentWriter.blockTargetBytes(bytes) / rowBytes, 1, MAX_BLOCK_ROWS);
  }

  /// Appends the rows of `rows` under `keys`.
  void write(BlockKeys keys, Batch rows) {
    Cancellation.check();
    codec.encode(rows.columns(), rows.rowCount());
    writer.append(keys, codec.bytes(), codec.length());
    rowCount += rows.rowCount();
  }

  /// Appends the rows `order[from..from + count)` of `columns` under `keys`.
  void write(BlockKeys keys, List<Vector> columns, int[] order, int from, int count) {
    Cancellation.check();
    codec.encode(columns, order, from, count);
    writer.append(keys, codec.bytes(), codec.length());
    rowCount += count;
  }

  /// Says that about so many blocks will be written in all.
  void expect(int blockCount) {
    writer.expect(blockCount);
  }

  TaskOutput finish() {
    var segment = writer.finish();
    context.counters().outputRows.add(rowCount);
    context.counters().outputBytes.add(segment.bytes());
    return new TaskOutput.Segment(segment);
  }

  @Override
  public void close() {
    writer.close();
  }
}
