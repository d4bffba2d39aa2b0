package dev.stint.shuffle.segment;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// What a task needs to know of a segment to read one partition of it.
public final class SegmentSlice {

  private SegmentSlice() {}

  /// The same segment with only those blocks that may hold keys in `range`, which are adjacent.
  public static SegmentRef of(SegmentRef segment, KeyRange range) {
    int from = 0;
    while (from < segment.blocks().size() && !overlaps(segment.blocks().get(from), range)) {
      from++;
    }
    int to = from;
    while (to < segment.blocks().size() && overlaps(segment.blocks().get(to), range)) {
      to++;
    }
    return of(segment, from, to);
  }

  private static boolean overlaps(BlockRef block, KeyRange range) {
    return range.overlaps(block.firstKey(), block.lastKey());
  }

  /// The same segment with only the blocks `from`, inclusive, to `to`, exclusive. If it travels
  /// inline, so do only their bytes. Without blocks, if there are none, which a task input may
  /// leave out.
  public static SegmentRef of(SegmentRef segment, int from, int to) {
    List<BlockRef> blocks = segment.blocks().subList(from, to);
    String inline = segment.inlineBase64();
    if (inline == null || blocks.size() == segment.blocks().size()) {
      return new SegmentRef(segment.path(), inline, segment.bytes(), blocks);
    }
    if (blocks.isEmpty()) {
      return new SegmentRef(segment.path(), null, 0, blocks);
    }
    long start = blocks.getFirst().offset();
    long end = blocks.getLast().offset() + blocks.getLast().length();
    byte[] bytes =
        Arrays.copyOfRange(
            Base64.getDecoder().decode(inline), Math.toIntExact(start), Math.toIntExact(end));
    return new SegmentRef(
        segment.path(),
        Base64.getEncoder().encodeToString(bytes),
        end - start,
        moved(blocks, -start));
  }

  static List<BlockRef> moved(List<BlockRef> blocks, long by) {
    return blocks.stream()
        .map(
            block ->
                new BlockRef(
                    block.offset() + by,
                    block.length(),
                    block.rawLength(),
                    block.rowCount(),
                    block.firstKey(),
                    block.lastKey(),
                    block.crc32c()))
        .toList();
  }
}
