package dev.stint.tests.simulation;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.shuffle.segment.SegmentWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// How a segment of so many rows and bytes looks: its blocks, with the keys that they cover. Its
/// rows are those between the shares `fromPlace` and `toPlace` of all, in the order of keys.
record SegmentShape(
    KeySpace keys, double hotShare, double fromPlace, double toPlace, long rowCount, long bytes) {

  /// Of rows from everywhere.
  SegmentShape(KeySpace keys, double hotShare, long rowCount, long bytes) {
    this(keys, hotShare, 0, 1, rowCount, bytes);
  }

  /// The same, of rows whose keys lie in `range`.
  SegmentShape within(KeyRange range) {
    var from = range.from();
    var to = range.to();
    return new SegmentShape(
        keys,
        hotShare,
        from == null ? 0 : keys.placeOf(from, hotShare),
        to == null ? 1 : keys.placeOf(to, hotShare),
        rowCount,
        bytes);
  }

  /// About what blocks take before compression.
  private static final double RAW_RATIO = 2;

  private static final int HEADER_BYTES = 8;
  private static final int BLOCK_ENTRY_BYTES = 28;

  /// Without blocks when there are no rows; in the reference itself up to `inlineLimitBytes`.
  SegmentRef at(String path, long inlineLimitBytes) {
    if (rowCount == 0) {
      return new SegmentRef(path, null, 0, List.of());
    }
    if (bytes <= inlineLimitBytes) {
      byte[] content = new byte[Math.toIntExact(bytes)];
      return new SegmentRef(path, Base64.getEncoder().encodeToString(content), bytes, blocks(0));
    }
    var blocks = blocks(HEADER_BYTES);
    return new SegmentRef(
        path, null, HEADER_BYTES + bytes + (long) BLOCK_ENTRY_BYTES * blocks.size(), blocks);
  }

  private List<BlockRef> blocks(long firstOffset) {
    long rawBytes = Math.round(bytes * RAW_RATIO);
    long count = Math.ceilDiv(rawBytes, SegmentWriter.blockTargetBytes(rawBytes));
    count = Math.clamp(count, 1, Math.min(rowCount, bytes));
    var blocks = new ArrayList<BlockRef>();
    for (long number = 0; number < count; number++) {
      blocks.add(block(number, count, firstOffset));
    }
    return blocks;
  }

  private BlockRef block(long number, long count, long firstOffset) {
    long firstRow = part(rowCount, number, count);
    long endRow = part(rowCount, number + 1, count);
    long from = part(bytes, number, count);
    int length = Math.toIntExact(part(bytes, number + 1, count) - from);
    return new BlockRef(
        firstOffset + from,
        length,
        Math.toIntExact(Math.round(length * RAW_RATIO)),
        Math.toIntExact(endRow - firstRow),
        keys.keyAt(place(firstRow), hotShare),
        keys.keyAt(place(endRow - 1), hotShare),
        Math.toIntExact(number));
  }

  private double place(long row) {
    return fromPlace + (toPlace - fromPlace) * (row + 0.5) / rowCount;
  }

  /// Where part `number` of `count` even ones begins.
  private static long part(long total, long number, long count) {
    return Math.multiplyHigh(total, number) == 0
        ? total * number / count
        : Math.round((double) total * number / count);
  }
}
