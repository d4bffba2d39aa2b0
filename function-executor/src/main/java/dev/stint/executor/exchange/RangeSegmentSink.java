package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.sort.RowSort;
import dev.stint.executor.sort.SortKeyEncoder;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.Arrays;

/// Collects rows and writes them in the order of their sort keys. Rows that come in that order are
/// written as they come.
final class RangeSegmentSink implements Sink {

  private final RowSort rows;
  private final SortKeyEncoder encoder;
  private final BlockSize blockSize;
  private final BlockWriter writer;

  RangeSegmentSink(
      StageOutput.RangeExchange output, Schema schema, BlockSize blockSize, TaskContext context) {
    this.blockSize = blockSize;
    var memory = new MemoryAccount(context.memory(), "exchange sorted by " + output.keys());
    this.rows = new RowSort(schema, output.keys(), memory);
    this.encoder = new SortKeyEncoder(output.keys());
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
    int blockRows = blockSize.rows(order.length, rows.valueBytes());
    for (int from = 0; from < order.length; from += blockRows) {
      int count = Math.min(blockRows, order.length - from);
      var block = rows.gather(order, from, count);
      writer.write(blockKeys(encoder.encode(block)), block);
    }
    rows.clear();
  }

  @Override
  public TaskOutput finish() {
    writeRows();
    return writer.finish();
  }

  private static BlockKeys blockKeys(BytesVector keys) {
    int count = keys.rowCount();
    int[] offsets = Arrays.copyOf(keys.starts(), count + 1);
    offsets[count] = keys.data().length;
    return BlockKeys.variableWidth(count, keys.data(), offsets);
  }

  @Override
  public void close() {
    writer.close();
    rows.close();
  }
}
