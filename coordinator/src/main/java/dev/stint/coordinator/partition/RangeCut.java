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
  static StagePlan cut(List<Exchange> exchanges, long targetBytes) {
    long bytes = exchanges.stream().mapToLong(Exchange::bytes).sum();
    if (bytes == 0) {
      return new StagePlan(List.of(), List.of());
    }
    var tasks = tasks(exchanges, new EvenCut((double) bytes, targetBytes));
    return new StagePlan(
        tasks, List.of(new Decision.Cut(Decision.Kind.KEYS, bytes, targetBytes, tasks.size())));
  }

  /// Each range begins at the first key of a block or just before it, so none is empty.
  private static List<PlannedTask> tasks(List<Exchange> exchanges, EvenCut cut) {
    var blocks = exchanges.stream().flatMap(Exchange::blocks).toList();
    var cuts = sorted(blocks.stream().map(BlockRef::firstKey));
    var keys =
        sorted(blocks.stream().flatMap(block -> Stream.of(block.firstKey(), block.lastKey())));
    double[] intervalBytes = intervalBytes(blocks, keys);
    var tasks = new ArrayList<PlannedTask>();
    @Nullable SortableKey from = null;
    for (int interval = 0; interval < keys.length; interval++) {
      boolean isCut = Arrays.binarySearch(cuts, keys[interval]) >= 0;
      if (isCut && cut.isDueBefore(intervalBytes[interval])) {
        var to = shortest(keys[interval - 1], keys[interval]);
        tasks.add(task(new KeyRange(from, to), cut));
        from = to;
        cut.cut();
      }
      cut.add(intervalBytes[interval]);
    }
    tasks.add(task(new KeyRange(from, null), cut));
    return tasks;
  }

  private static PlannedTask task(KeyRange range, EvenCut cut) {
    return new PlannedTask(TaskShare.Keys.of(range), Math.round(cut.partBytes()));
  }

  /// The shortest key after `before` and not after `key`, which comes after `before`: plans stay
  /// small where keys are long texts.
  private static SortableKey shortest(SortableKey before, SortableKey key) {
    byte[] bytes = key.bytes();
    int same = Arrays.mismatch(before.bytes(), bytes);
    return SortableKey.copyOf(bytes, 0, same + 1);
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
