package dev.stint.coordinator.partition;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SortableKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Cuts range exchanges, all at the same keys, into ranges of about equal size, in key order. The
/// blocks' first keys are where a cut can be made; the first and last keys of all blocks divide the
/// key space into intervals, and a block's bytes are spread evenly over those it spans.
final class RangeCut {

  private RangeCut() {}

  /// No task when there are no rows.
  static List<PlannedTask> cut(List<Exchange> exchanges, PartitionTarget target, int parallelism) {
    long bytes = exchanges.stream().mapToLong(Exchange::bytes).sum();
    if (bytes == 0) {
      return List.of();
    }
    long targetBytes = target.forExchange(bytes, parallelism);
    // Each range begins with the first key of a block, so none is empty.
    return ranges(exchanges, new EvenCut((double) bytes, targetBytes)).stream()
        .<PlannedTask>map(range -> () -> Exchange.within(exchanges, range))
        .toList();
  }

  private static List<KeyRange> ranges(List<Exchange> exchanges, EvenCut cut) {
    var blocks = exchanges.stream().flatMap(Exchange::blocks).toList();
    var cuts = sorted(blocks.stream().map(BlockRef::firstKey));
    var keys =
        sorted(blocks.stream().flatMap(block -> Stream.of(block.firstKey(), block.lastKey())));
    double[] intervalBytes = intervalBytes(blocks, keys);
    var ranges = new ArrayList<KeyRange>();
    @Nullable SortableKey from = null;
    for (int interval = 0; interval < keys.length; interval++) {
      boolean isCut = Arrays.binarySearch(cuts, keys[interval]) >= 0;
      if (isCut && cut.isDueBefore(intervalBytes[interval])) {
        ranges.add(new KeyRange(from, keys[interval]));
        from = keys[interval];
        cut.cut();
      }
      cut.add(intervalBytes[interval]);
    }
    ranges.add(new KeyRange(from, null));
    return ranges;
  }

  /// Interval i reaches from key i to before key i+1.
  private static double[] intervalBytes(List<BlockRef> blocks, SortableKey[] keys) {
    // Changes from one interval to the next; added up below.
    var bytes = new double[keys.length + 1];
    for (var block : blocks) {
      int first = Arrays.binarySearch(keys, block.firstKey());
      int last = Arrays.binarySearch(keys, block.lastKey());
      double each = (double) block.length() / (last - first + 1);
      bytes[first] += each;
      bytes[last + 1] -= each;
    }
    for (int interval = 1; interval < bytes.length; interval++) {
      bytes[interval] += bytes[interval - 1];
    }
    return bytes;
  }

  private static SortableKey[] sorted(Stream<SortableKey> keys) {
    return keys.sorted().distinct().toArray(SortableKey[]::new);
  }
}
