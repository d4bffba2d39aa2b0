package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.sort.RowSort;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;

/// Collects rows and writes them in the order of their sort keys. Rows that come in that order are
/// written as they come.
final class RangeSegmentSink implements Sink {

  private final StageOutput.RangeExchange output;
  private final Schema schema;
  private final TaskContext context;
  private final MemoryAccount memory;
  private final RowSort rows;
  private final BlockSize blockSize;
  private final BlockWriter writer;

  RangeSegmentSink(
      StageOutput.RangeExchange output, Schema schema, BlockSize blockSize, TaskContext context) {
    this.output = output;
    this.schema = schema;
    this.context = context;
    this.blockSize = blockSize;
    var user = "exchange sorted by " + output.keys();
    this.memory = new MemoryAccount(context.memory(), user);
    this.rows = new RowSort(schema, output.keys(), context.memory(), user);
    this.writer = new BlockWriter(context, memory);
  }

  @Override
  public void write(Batch batch) {
    if (blockSize.isOrdered()) {
      rows.appendInMemory(batch);
    } else {
      rows.append(batch);
    }
    if (blockSize.isReached(rows.rowCount(), rows.valueBytes())) {
      writeRows();
    }
  }

  private void writeRows() {
    int[] order = rows.sort();
    int blockRows = blockSize.rows(order.length, rows.valueBytes());
    if (!blockSize.isOrdered()) {
      writer.expect(Math.ceilDiv(order.length, blockRows));
    }
    for (int from = 0; from < order.length; from += blockRows) {
      int count = Math.min(blockRows, order.length - from);
      var block = rows.gather(order, from, count);
      writer.write(rows.blockKeys(block), block);
    }
    rows.clear();
  }

  @Override
  public TaskOutput finish() {
    var spilled = rows.spilled();
    if (spilled != null) {
      var size = BlockSize.ofRaw(spilled.rawBytes());
      return OrderedRows.write(spilled, new RangeSegmentSink(output, schema, size, context));
    }
    writeRows();
    return writer.finish();
  }

  @Override
  public void close() {
    writer.close();
    rows.close();
    memory.close();
  }
}
