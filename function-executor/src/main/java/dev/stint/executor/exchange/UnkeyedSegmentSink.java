package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;

/// Writes rows in the order in which they come, a block as soon as there are enough.
final class UnkeyedSegmentSink implements Sink {

  private static final long BLOCK_BYTES = 512 << 10;

  private final MemoryAccount memory;
  private final RowBuffer rows;
  private final BlockWriter writer;

  UnkeyedSegmentSink(Schema schema, TaskContext context) {
    this.memory = new MemoryAccount(context.memory(), "exchange");
    this.rows = RowBuffer.of(schema, memory);
    this.writer = new BlockWriter(context, memory);
  }

  @Override
  public void write(Batch batch) {
    rows.append(batch);
    boolean isFull = rows.rowCount() + Batch.MAX_ROWS > BlockWriter.MAX_BLOCK_ROWS;
    if (isFull || rows.valueBytes() >= BLOCK_BYTES) {
      writeBlock();
    }
  }

  private void writeBlock() {
    int count = rows.rowCount();
    writer.write(BlockKeys.unkeyed(count), new Batch(count, rows.vectors()));
    rows.clear();
  }

  @Override
  public TaskOutput finish() {
    if (rows.rowCount() > 0) {
      writeBlock();
    }
    return writer.finish();
  }

  @Override
  public void close() {
    writer.close();
    memory.close();
  }
}
