package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.codec.BlockBatches;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.PartitionReader;
import dev.stint.shuffle.store.ObjectStore;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The rows of whole segments, for clients that show results. One thread; to be closed. A batch is
/// valid until the next one is asked for.
public final class SegmentBatches implements Iterator<Batch>, AutoCloseable {

  private final BlockBatches batches;
  private @Nullable Batch following;

  private SegmentBatches(BlockBatches batches) {
    this.batches = batches;
    this.following = null;
  }

  /// The rows of `segment`, which have the columns of `schema`.
  public static SegmentBatches read(ObjectStore store, SegmentRef segment, Schema schema) {
    return read(store, List.of(segment), schema);
  }

  /// The rows of `segments`, one after the other.
  public static SegmentBatches read(ObjectStore store, List<SegmentRef> segments, Schema schema) {
    var partition = new TaskInput.Partition(0, KeyRange.ALL, segments);
    var memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "result");
    return new SegmentBatches(
        new BlockBatches(PartitionReader.unordered(store, partition, memory), schema, 1, memory));
  }

  @Override
  public boolean hasNext() {
    if (following == null) {
      following = batches.next();
    }
    return following != null;
  }

  @Override
  public Batch next() {
    if (!hasNext() || following == null) {
      throw new NoSuchElementException("no more rows");
    }
    var batch = following;
    following = null;
    return batch;
  }

  @Override
  public void close() {
    batches.close();
  }
}
