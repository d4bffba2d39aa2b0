package dev.stint.coordinator.partition;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.SegmentSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A source of a stage, how the exchange it reads is keyed, and its segments in the order of the
/// tasks that wrote them. Cheap to make: nothing is looked at before it is asked for.
record Exchange(ExchangeSourceNode source, StageOutput output, List<SegmentRef> segments) {

  Exchange {
    segments = List.copyOf(segments);
  }

  Stream<BlockRef> blocks() {
    return segments.stream().flatMap(segment -> segment.blocks().stream());
  }

  long bytes() {
    return BlockShares.bytes(segments);
  }

  /// How many segments are read by requests: inline ones are not.
  long storedSegments() {
    return segments.stream()
        .filter(segment -> segment.inlineBase64() == null && !segment.blocks().isEmpty())
        .count();
  }

  /// 0 when there is no block.
  double meanBlockBytes() {
    return blocks().mapToLong(BlockRef::length).average().orElse(0);
  }

  TaskInput.Partition whole() {
    return within(KeyRange.ALL);
  }

  /// The segments that may have rows in `range`, each with the blocks that do.
  TaskInput.Partition within(KeyRange range) {
    return within(range, new BlockSpan(0, 0, segments.size(), 0));
  }

  /// The same of the blocks in `span`.
  TaskInput.Partition within(KeyRange range, BlockSpan span) {
    var parts = new ArrayList<SegmentRef>();
    int last = Math.min(span.toSegment(), segments.size() - 1);
    for (int place = span.fromSegment(); place <= last; place++) {
      var segment = segments.get(place);
      int from = firstOfBlocks(segment.blocks(), range);
      int to = endOfBlocks(segment.blocks(), range);
      if (place == span.fromSegment()) {
        from = Math.max(from, span.fromBlock());
      }
      if (place == span.toSegment()) {
        to = Math.min(to, span.toBlock());
      }
      if (from < to) {
        parts.add(SegmentSlice.of(segment, from, to));
      }
    }
    return new TaskInput.Partition(source.sourceId(), range, parts);
  }

  /// Blocks are in key order, so those that overlap a range are adjacent: the first of them, or
  /// where it would be.
  static int firstOfBlocks(List<BlockRef> blocks, KeyRange range) {
    var from = range.from();
    return from == null ? 0 : firstReaching(blocks, from);
  }

  /// The first block behind them.
  static int endOfBlocks(List<BlockRef> blocks, KeyRange range) {
    var to = range.to();
    return to == null ? blocks.size() : firstBeginningAt(blocks, to);
  }

  /// The first block whose last key is not before `key`.
  private static int firstReaching(List<BlockRef> blocks, SortableKey key) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).lastKey().compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first block whose first key is not before `key`.
  private static int firstBeginningAt(List<BlockRef> blocks, SortableKey key) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).firstKey().compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
