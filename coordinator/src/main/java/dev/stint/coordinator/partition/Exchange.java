package dev.stint.coordinator.partition;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.SegmentSlice;
import java.util.List;
import java.util.stream.Stream;

/// A source of the stage to be cut, how the exchange it reads is keyed, and its segments in the
/// order of the tasks that wrote them.
record Exchange(ExchangeSourceNode source, StageOutput output, List<SegmentRef> segments) {

  Exchange {
    segments = List.copyOf(segments);
  }

  Stream<BlockRef> blocks() {
    return segments.stream().flatMap(segment -> segment.blocks().stream());
  }

  long bytes() {
    return blocks().mapToLong(BlockRef::length).sum();
  }

  TaskInput.Partition whole() {
    return new TaskInput.Partition(source.sourceId(), KeyRange.ALL, segments);
  }

  /// What a task reads of `exchanges` that takes `range` of each.
  static List<TaskInput> within(List<Exchange> exchanges, KeyRange range) {
    return exchanges.stream()
        .map(exchange -> exchange.partition(range, exchange.segmentsWithin(range)))
        .filter(partition -> !partition.segments().isEmpty())
        .<TaskInput>map(partition -> partition)
        .toList();
  }

  TaskInput.Partition partition(KeyRange range, List<SegmentRef> part) {
    return new TaskInput.Partition(source.sourceId(), range, part);
  }

  /// The segments that may have rows in `range`, each with the blocks that do.
  List<SegmentRef> segmentsWithin(KeyRange range) {
    return segments.stream()
        .map(segment -> slice(segment, range))
        .filter(segment -> !segment.blocks().isEmpty())
        .toList();
  }

  private static SegmentRef slice(SegmentRef segment, KeyRange range) {
    return segment.inlineBase64() == null
        ? restrict(segment, blocksWithin(segment.blocks(), range))
        : SegmentSlice.of(segment, range);
  }

  static SegmentRef restrict(SegmentRef segment, List<BlockRef> blocks) {
    return new SegmentRef(segment.path(), segment.inlineBase64(), segment.bytes(), blocks);
  }

  /// Blocks are in key order, so those that overlap a range are adjacent.
  private static List<BlockRef> blocksWithin(List<BlockRef> blocks, KeyRange range) {
    int first = firstReaching(blocks, range);
    int end = first;
    while (end < blocks.size()
        && range.overlaps(blocks.get(end).firstKey(), blocks.get(end).lastKey())) {
      end++;
    }
    return blocks.subList(first, end);
  }

  /// The first block whose last key is not before the range, by binary search.
  private static int firstReaching(List<BlockRef> blocks, KeyRange range) {
    var from = range.from();
    if (from == null) {
      return 0;
    }
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).lastKey().compareTo(from) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
