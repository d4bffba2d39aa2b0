package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/// Adjacent blocks of a segment that one request reads: `blockCount` from `firstBlock` on, which
/// are the `length` bytes from `offset`.
record Chunk(SegmentRef segment, int firstBlock, int blockCount, long offset, int length) {

  /// Cuts all blocks that `segment` lists into chunks of at most `maxBytes`, or of one block if
  /// that is larger. An inline segment is one chunk.
  static List<Chunk> cut(SegmentRef segment, long maxBytes) {
    long limit = segment.inlineBase64() == null ? maxBytes : Integer.MAX_VALUE;
    List<BlockRef> blocks = segment.blocks();
    var chunks = new ArrayList<Chunk>();
    int first = 0;
    for (int next = 1; next <= blocks.size(); next++) {
      if (next == blocks.size() || end(blocks.get(next)) - blocks.get(first).offset() > limit) {
        chunks.add(of(segment, first, next));
        first = next;
      }
      if (next < blocks.size() && blocks.get(next).offset() != end(blocks.get(next - 1))) {
        throw StintException.internal(
            "segment %s: block %d does not follow the one before it"
                .formatted(segment.path(), next),
            null);
      }
    }
    return chunks;
  }

  BlockRef block(int number) {
    return segment.blocks().get(firstBlock + number);
  }

  BlockName name(int number) {
    return new BlockName(segment.path(), firstBlock + number, block(number));
  }

  /// Where block `number` of the chunk begins in the chunk's bytes.
  int start(int number) {
    return Math.toIntExact(block(number).offset() - offset);
  }

  private static Chunk of(SegmentRef segment, int first, int end) {
    long offset = segment.blocks().get(first).offset();
    long length = end(segment.blocks().get(end - 1)) - offset;
    return new Chunk(segment, first, end - first, offset, Math.toIntExact(length));
  }

  private static long end(BlockRef block) {
    return block.offset() + block.length();
  }
}
