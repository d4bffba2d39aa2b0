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

  /// The same segment with only those blocks that may hold keys in `range`. If it travels inline,
  /// so do only their bytes. Without blocks, if there are none, which a task input may leave out.
  public static SegmentRef of(SegmentRef segment, KeyRange range) {
    List<BlockRef> blocks =
        segment.blocks().stream()
            .filter(block -> range.overlaps(block.firstKey(), block.lastKey()))
            .toList();
    String inline = segment.inlineBase64();
    if (inline == null || blocks.size() == segment.blocks().size()) {
      return new SegmentRef(segment.path(), inline, segment.bytes(), blocks);
    }
    if (blocks.isEmpty()) {
      return new SegmentRef(segment.path(), null, 0, blocks);
    }
    long from = blocks.getFirst().offset();
    long to = blocks.getLast().offset() + blocks.getLast().length();
    byte[] bytes =
        Arrays.copyOfRange(
            Base64.getDecoder().decode(inline), Math.toIntExact(from), Math.toIntExact(to));
    return new SegmentRef(
        segment.path(), Base64.getEncoder().encodeToString(bytes), to - from, moved(blocks, -from));
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
