package dev.stint.coordinator.partition;

import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Segments at random whose rows are known: a segment's path lists all its keys, so that a reader
/// can be played.
final class SegmentModel {

  /// One row: where it came from, and its key.
  record Row(String segment, int number, SortableKey key) {}

  static final Comparator<Row> BY_PLACE =
      Comparator.comparing(Row::segment).thenComparingInt(Row::number);

  private SegmentModel() {}

  static List<SegmentRef> hashed(Random random, int source) {
    int spread = 1 + random.nextInt(StageOutput.BUCKET_COUNT);
    return segments(random, source, () -> SortableKey.ofBucket(random.nextInt(spread)));
  }

  /// Half of the rows are in one bucket, and there are enough of them to be worth many tasks.
  static List<SegmentRef> withHotBucket(Random random, int hot, int source) {
    var segments = new ArrayList<SegmentRef>();
    for (int segment = 0; segment < 4; segment++) {
      var keys =
          keys(
              2000,
              () ->
                  SortableKey.ofBucket(
                      random.nextBoolean() ? hot : random.nextInt(StageOutput.BUCKET_COUNT)));
      segments.add(segment(source + "-" + segment, keys, 20, 600));
    }
    return segments;
  }

  /// Every segment has rows in `bucket`.
  static List<SegmentRef> withBucket(Random random, int bucket, int source) {
    var segments = new ArrayList<SegmentRef>();
    for (int segment = 0; segment < 3; segment++) {
      var keys =
          keys(
              20,
              () ->
                  SortableKey.ofBucket(
                      random.nextInt(4) == 0 ? bucket : random.nextInt(StageOutput.BUCKET_COUNT)));
      keys.add(SortableKey.ofBucket(bucket));
      segments.add(segment(source + "-" + segment, keys, 10, 100));
    }
    return segments;
  }

  /// Keys of several lengths, many of them equal.
  static List<SegmentRef> ranged(Random random, int source) {
    int variety = 1 + random.nextInt(300);
    return segments(
        random,
        source,
        () -> {
          int value = random.nextInt(variety);
          byte[] key = new byte[1 + value % 3];
          key[0] = (byte) value;
          return SortableKey.copyOf(key, 0, key.length);
        });
  }

  static List<SegmentRef> unkeyed(Random random, int source) {
    return segments(random, source, () -> SortableKey.EMPTY);
  }

  static List<SegmentRef> uniform(Random random, int segments, int blocks, int blockBytes) {
    return IntStream.range(0, segments)
        .mapToObj(
            segment ->
                segment(
                    "u-" + segment,
                    keys(
                        blocks * 10,
                        () -> SortableKey.ofBucket(random.nextInt(StageOutput.BUCKET_COUNT))),
                    10,
                    blockBytes))
        .toList();
  }

  private interface KeySource {
    SortableKey next();
  }

  private static List<SegmentRef> segments(Random random, int source, KeySource keys) {
    var segments = new ArrayList<SegmentRef>();
    int count = random.nextInt(12);
    for (int segment = 0; segment < count; segment++) {
      var rows = keys(1 + random.nextInt(400), keys);
      segments.add(
          segment(source + "-" + segment, rows, 1 + random.nextInt(20), 1 + random.nextInt(2000)));
    }
    return segments;
  }

  private static List<SortableKey> keys(int count, KeySource source) {
    var keys = new ArrayList<SortableKey>();
    for (int row = 0; row < count; row++) {
      keys.add(source.next());
    }
    return keys;
  }

  private static SegmentRef segment(
      String path, List<SortableKey> keys, int rowsPerBlock, int blockBytes) {
    keys.sort(null);
    var blocks = new ArrayList<BlockRef>();
    long offset = 0;
    for (int row = 0; row < keys.size(); row += rowsPerBlock) {
      int end = Math.min(row + rowsPerBlock, keys.size());
      blocks.add(
          // The checksum holds the number of the first row.
          new BlockRef(
              offset, blockBytes, blockBytes, end - row, keys.get(row), keys.get(end - 1), row));
      offset += blockBytes;
    }
    var text = String.join(",", keys.stream().map(SortableKey::toString).toList());
    return new SegmentRef(path + ":" + text, null, offset, blocks);
  }

  /// The rows of `blocks` whose keys lie in `range`.
  static List<Row> rows(SegmentRef segment, List<BlockRef> blocks, KeyRange range) {
    int keysStart = segment.path().indexOf(':');
    var keys = segment.path().substring(keysStart + 1).split(",", -1);
    var rows = new ArrayList<Row>();
    for (var block : blocks) {
      for (int row = block.crc32c(); row < block.crc32c() + block.rowCount(); row++) {
        var key = SortableKey.fromHex(keys[row]);
        if (range.contains(key)) {
          rows.add(new Row(segment.path().substring(0, keysStart), row, key));
        }
      }
    }
    return rows;
  }
}
