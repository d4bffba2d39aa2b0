package dev.stint.coordinator.page;

import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.HeavyKey;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies in the buckets of a stage's exchange, by the indexes of its segments. A block of
/// several buckets counts equally in each: blocks are small beside what is worth a look.
final class ExchangeFold {

  /// How many parts of the bucket space a page shows.
  static final int PARTS = 64;

  private static final int BUCKETS_PER_PART = StageOutput.BUCKET_COUNT / PARTS;

  private final String kind;
  private final String keys;
  private final HeavyKeys heavyKeys = new HeavyKeys();
  private final double[] rows;
  private final double[] bytes;
  private final BitSet seen = new BitSet();
  private long totalRows;
  private long totalBytes;
  private long segments;
  private long inlineSegments;
  private long blocks;

  /// `keys` names the columns by which rows are told apart.
  ExchangeFold(StageOutput output, String keys) {
    this.keys = keys;
    this.kind = kind(output);
    int buckets = kind.equals("hash") ? StageOutput.BUCKET_COUNT : 0;
    this.rows = new double[buckets];
    this.bytes = new double[buckets];
  }

  private static String kind(StageOutput output) {
    return switch (output) {
      case StageOutput.HashExchange _ -> "hash";
      case StageOutput.RangeExchange _ -> "range";
      case StageOutput.UnkeyedExchange _ -> "unkeyed";
      case StageOutput.MergedExchange(var merged) -> kind(merged);
      case StageOutput.FileSink _ -> throw new IllegalArgumentException("files: " + output);
    };
  }

  /// `heavyKey` is what its task met often.
  void add(SegmentRef segment, @Nullable HeavyKey heavyKey) {
    heavyKeys.add(heavyKey);
    segments++;
    inlineSegments += segment.inlineBase64() == null ? 0 : 1;
    for (var block : segment.blocks()) {
      blocks++;
      totalRows += block.rowCount();
      totalBytes += block.length();
      if (rows.length > 0) {
        addToBuckets(block);
      }
    }
  }

  private void addToBuckets(BlockRef block) {
    int first = bucket(block.firstKey());
    int last = bucket(block.lastKey());
    int count = last - first + 1;
    seen.set(first);
    seen.set(last);
    for (int bucket = first; bucket <= last; bucket++) {
      rows[bucket] += (double) block.rowCount() / count;
      bytes[bucket] += (double) block.length() / count;
    }
  }

  /// The bucket that a key begins with; see [SortableKey#ofBucket].
  static int bucket(SortableKey key) {
    byte[] bytes = key.bytes();
    return bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
  }

  ExchangePage page() {
    return new ExchangePage(
        kind,
        keys,
        totalRows,
        totalBytes,
        segments,
        inlineSegments,
        blocks,
        parts(bytes),
        parts(rows),
        hottest(),
        heavyKeys.heaviest());
  }

  private static List<Long> parts(double[] values) {
    var parts = new ArrayList<Long>();
    for (int from = 0; from < values.length; from += BUCKETS_PER_PART) {
      double sum = 0;
      for (int bucket = from; bucket < from + BUCKETS_PER_PART; bucket++) {
        sum += values[bucket];
      }
      parts.add(Math.round(sum));
    }
    return parts;
  }

  private ExchangePage.@Nullable HotBucket hottest() {
    int hottest = 0;
    for (int bucket = 0; bucket < rows.length; bucket++) {
      hottest = rows[bucket] > rows[hottest] ? bucket : hottest;
    }
    // Of what lies within a block only its ends are known to hold rows.
    int filled = seen.cardinality();
    if (filled < 2) {
      return null;
    }
    return new ExchangePage.HotBucket(
        hottest,
        Math.round(rows[hottest]),
        Math.round(bytes[hottest]),
        rows[hottest] * filled / totalRows);
  }
}
