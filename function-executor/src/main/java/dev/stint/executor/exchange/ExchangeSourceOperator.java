package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.PartitionReader;
import dev.stint.shuffle.segment.StretchReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the task's share of an exchange, as a whole or stretch by stretch. Its requests start when
/// it is first asked.
public final class ExchangeSourceOperator implements Operator {

  private final ExchangeSourceNode node;
  private final TaskInput.@Nullable Partition partition;
  private final TaskContext context;
  private final MemoryAccount memory;
  private final List<SortableKey> bounds;
  private @Nullable BlockBatches batches;
  private @Nullable StretchReader stretches;
  private int stretchesLeft;
  private long countedBytes;

  /// `partition` is `null` when the task has no share.
  public ExchangeSourceOperator(
      ExchangeSourceNode node, TaskInput.@Nullable Partition partition, TaskContext context) {
    this(node, partition, List.of(), context);
  }

  /// Reads the keys below each of `bounds` before those above it ([Stretches]): what [#next] gives
  /// ends there until [#nextStretch] is called.
  public ExchangeSourceOperator(
      ExchangeSourceNode node,
      TaskInput.@Nullable Partition partition,
      List<SortableKey> bounds,
      TaskContext context) {
    this.node = node;
    this.bounds = bounds;
    this.stretchesLeft = bounds.size();
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
    if (batch == null && stretchesLeft == 0) {
      // What it holds is not needed while its rows are worked on.
      opened.close();
    }
    return batch;
  }

  /// Goes on to the next stretch, whether or not all rows of this one were asked for.
  public void nextStretch() {
    stretchesLeft--;
    if (partition == null) {
      return;
    }
    if (batches == null) {
      batches = open(partition);
    }
    if (stretches != null) {
      stretches.nextStretch();
    }
  }

  private BlockBatches open(TaskInput.Partition share) {
    if (!bounds.isEmpty()) {
      stretches = PartitionReader.stretches(context.store(), share, bounds, memory);
      return new BlockBatches(stretches, node.schema(), share.segments().size(), memory);
    }
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
