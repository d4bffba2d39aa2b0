package dev.stint.shuffle.segment;

import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a partition: of all its segments, those whose keys lie in its range. One
/// thread, used once, to be closed; requests run beside it. What it may hold is reserved at once.
///
/// Each segment takes one ranged request over exactly the blocks that it lists, whose stream waits
/// when enough is read ahead; only what breaks or is damaged on the way is asked for again. Every
/// block's checksum, counts, key order and border keys are compared with the index. A difference
/// that a second read does not mend is an INTERNAL [dev.stint.plan.failure.StintException] naming
/// segment, block and offset: the segment is damaged where it is stored, and no retry of the
/// reading task can help.
public sealed interface PartitionReader extends AutoCloseable
    permits UnorderedReader, MergedReader, StretchReader {

  /// The next rows, or `null` at the end and ever after.
  @Nullable BlockRows next();

  /// Stored bytes read so far, those of inline segments included.
  long bytesRead();

  /// Gives up what is still being read, and its connections.
  @Override
  void close();

  /// Segment after segment, each in its order. Holds at most 32 MiB of stored bytes, or a quarter
  /// of the memory, or one block if that is larger; and two decoded blocks.
  static PartitionReader unordered(
      ObjectStore store, TaskInput.Partition partition, Memory memory) {
    long maxBytes = Math.min(32 << 20, memory.availableBytes() / 4);
    memory.reserve(UnorderedReader.heldBytes(partition, maxBytes));
    return new UnorderedReader(store, partition, maxBytes);
  }

  /// All segments merged by key; rows of equal keys in the order of their segments. Returned rows
  /// of one block are those that no other segment's come between. Holds at most 64 MiB of stored
  /// bytes, or a quarter of the memory, but a block of each segment at least; and a decoded block
  /// of each.
  static PartitionReader merged(ObjectStore store, TaskInput.Partition partition, Memory memory) {
    long maxBytes = Math.min(64 << 20, memory.availableBytes() / 4);
    memory.reserve(MergedReader.heldBytes(partition, maxBytes));
    return new MergedReader(store, partition, maxBytes);
  }

  /// All segments stretch by stretch: first the rows with keys below `bounds`' first, which ascend,
  /// then those below its second, and so on to the end of the partition. Holds what a merging
  /// reader does.
  static StretchReader stretches(
      ObjectStore store, TaskInput.Partition partition, List<SortableKey> bounds, Memory memory) {
    long maxBytes = Math.min(64 << 20, memory.availableBytes() / 4);
    memory.reserve(MergedReader.heldBytes(partition, maxBytes));
    return new StretchReader(store, partition, bounds, maxBytes);
  }

  /// What [#stretches] holds at least.
  static long stretchesBytes(TaskInput.Partition partition) {
    return MergedReader.heldBytes(partition, 0);
  }
}
