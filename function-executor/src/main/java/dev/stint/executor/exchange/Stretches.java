package dev.stint.executor.exchange;

import dev.stint.executor.batch.RowBuffer;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.PartitionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a task's buckets are cut so that the rows between two cuts are few enough for the cache of
/// a core.
///
/// Rows that must meet are in one bucket; so what a fragment does with its hash exchanges may be
/// done for one range of buckets after another, as it could have been by more tasks.
public final class Stretches {

  /// What the rows of a stretch should take as vectors, of all sources together.
  static final long STRETCH_BYTES = 512 << 10;

  private Stretches() {}

  /// The first buckets of all stretches but the first; none if the sources are better read as a
  /// whole, since they are small or, of too many segments, would take much of `availableBytes`.
  public static List<SortableKey> of(
      List<ExchangeSourceNode> sources,
      Map<Integer, TaskInput.Partition> inputs,
      long availableBytes) {
    long bytes = 0;
    long heldBytes = 0;
    KeyRange range = KeyRange.ALL;
    for (var source : sources) {
      var input = inputs.get(source.sourceId());
      if (input != null) {
        range = input.range();
        bytes += vectorBytes(source, input);
        heldBytes += heldBytes(source, input);
      }
    }
    return heldBytes > availableBytes / 4 ? List.of() : cut(range, bytes / STRETCH_BYTES + 1);
  }

  /// Whether a source reads buckets, so that its rows may be taken in stretches.
  public static boolean isCut(ExchangeSourceNode source, TaskInput.Partition input) {
    return source.reading() == Reading.PARTITIONED && input.range().to() != null;
  }

  private static List<SortableKey> cut(KeyRange range, long count) {
    if (range.from() == null || range.to() == null) {
      return List.of();
    }
    int from = bucket(range.from());
    int buckets = bucket(range.to()) - from;
    long stretches = Math.clamp(count, 1, buckets);
    var bounds = new ArrayList<SortableKey>();
    for (long stretch = 1; stretch < stretches; stretch++) {
      bounds.add(SortableKey.ofBucket(from + Math.toIntExact(stretch * buckets / stretches)));
    }
    return bounds;
  }

  private static int bucket(SortableKey key) {
    byte[] bytes = key.bytes();
    return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
  }

  private static long vectorBytes(ExchangeSourceNode source, TaskInput.Partition input) {
    int rowBytes = BlockBatches.rowBytes(RowBuffer.physicalTypes(source.schema()));
    return input.segments().stream()
        .mapToLong(segment -> rowBytes * segment.rowCount() + rawBytes(segment) / 2)
        .sum();
  }

  private static long rawBytes(SegmentRef segment) {
    return segment.blocks().stream().mapToLong(BlockRef::rawLength).sum();
  }

  /// What reading takes: blocks as stored and decoded, one of each segment.
  private static long heldBytes(ExchangeSourceNode source, TaskInput.Partition input) {
    int rowBytes = BlockBatches.rowBytes(RowBuffer.physicalTypes(source.schema()));
    long decoded = 0;
    for (var segment : input.segments()) {
      long largest = 0;
      for (var block : segment.blocks()) {
        largest = Math.max(largest, block.rawLength() + (long) rowBytes * block.rowCount());
      }
      decoded += largest;
    }
    return PartitionReader.stretchesBytes(input) + decoded;
  }
}
