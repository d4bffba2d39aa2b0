package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.sort.SortedRows;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;

/// Collects rows and writes them in the order of their sort keys. Rows that come in that order are
/// written as they come.
final class RangeSegmentSink implements Sink {

  private final SortedRows rows;
  private final BlockSize blockSize;
  private final BlockWriter writer;

  RangeSegmentSink(
      StageOutput.RangeExchange output, Schema schema, BlockSize blockSize, TaskContext context) {
    this.blockSize = blockSize;
    var memory = new MemoryAccount(context.memory(), "exchange sorted by " + output.keys());
    this.rows = new SortedRows(schema, output.keys(), memory);
    this.writer = new BlockWriter(context, memory);
  }

  @Override
  public void write(Batch batch) {
    rows.append(batch);
    if (blockSize.isReached(rows.rowCount(), rows.valueBytes())) {
      writeRows();
    }
  }

  private void writeRows() {
    int[] order = rows.sort();
    var keys = rows.keys();
    int blockRows = blockSize.rows(order.length, rows.valueBytes());
    for (int from = 0; from < order.length; from += blockRows) {
      int count = Math.min(blockRows, order.length - from);
      writer.write(blockKeys(keys, order, from, count), rows.gather(order, from, count));
    }
    rows.clear();
  }

  @Override
  public TaskOutput finish() {
    writeRows();
    return writer.finish();
  }

  private static BlockKeys blockKeys(BytesVector keys, int[] order, int from, int count) {
    int[] offsets = new int[count + 1];
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += keys.lengths()[order[from + i]];
      offsets[i + 1] = ArrayGrowth.checkLength("the sort keys of a block", bytes);
    }
    byte[] data = new byte[offsets[count]];
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      System.arraycopy(keys.data(), keys.starts()[row], data, offsets[i], keys.lengths()[row]);
    }
    return BlockKeys.variableWidth(count, data, offsets);
  }

  @Override
  public void close() {
    writer.close();
    rows.close();
  }
}
