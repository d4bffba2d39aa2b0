package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.PartitionReader;
import org.jspecify.annotations.Nullable;

/// Reads the task's share of an exchange. Its requests start when it is first asked.
public final class ExchangeSourceOperator implements Operator {

  private final ExchangeSourceNode node;
  private final TaskInput.@Nullable Partition partition;
  private final TaskContext context;
  private final MemoryAccount memory;
  private @Nullable BlockBatches batches;
  private long countedBytes;

  /// `partition` is `null` when the task has no share.
  public ExchangeSourceOperator(
      ExchangeSourceNode node, TaskInput.@Nullable Partition partition, TaskContext context) {
    this.node = node;
    this.partition = partition;
    this.context = context;
    this.memory = new MemoryAccount(context.memory(), "reading stage " + node.stageId());
  }

  @Override
  public @Nullable Batch next() {
    if (partition == null) {
      return null;
    }
    var opened = batches;
    if (opened == null) {
      opened = open(partition);
      batches = opened;
    }
    var batch = opened.next();
    count(opened, batch == null ? 0 : batch.rowCount());
    if (batch == null) {
      // What it holds is not needed while its rows are worked on.
      opened.close();
    }
    return batch;
  }

  private BlockBatches open(TaskInput.Partition share) {
    return switch (node.reading()) {
      case PARTITIONED, GATHERED, BROADCAST ->
          new BlockBatches(
              PartitionReader.unordered(context.store(), share, memory), node.schema(), 1, memory);
      case MERGED ->
          new BlockBatches(
              PartitionReader.merged(context.store(), share, memory),
              node.schema(),
              share.segments().size(),
              memory);
    };
  }

  private void count(BlockBatches opened, int rows) {
    long bytes = opened.bytesRead();
    context.counters().inputRows.add(rows);
    context.counters().inputBytes.add(bytes - countedBytes);
    countedBytes = bytes;
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
