package dev.stint.shuffle.segment;

import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SortableKey;
import org.jspecify.annotations.Nullable;

/// The blocks of a fetched chunk, decoded one by one and trimmed to a range. One thread.
final class ChunkBlocks {

  private final Chunk chunk;
  private final byte[] bytes;
  private int next;

  ChunkBlocks(Chunk chunk, byte[] bytes) {
    this.chunk = chunk;
    this.bytes = bytes;
  }

  /// The rows in `range` of the next block that has any; `null` at the end.
  @Nullable BlockRows next(BlockDecoder decoder, KeyRange range) {
    while (next < chunk.blockCount()) {
      int number = next++;
      Block block =
          decoder.decode(chunk.name(number), chunk.block(number), bytes, chunk.start(number));
      int from = bound(block, range.from(), 0);
      int to = bound(block, range.to(), block.rowCount());
      if (from < to) {
        return new BlockRows(block, from, to);
      }
    }
    return null;
  }

  private static int bound(Block block, @Nullable SortableKey key, int otherwise) {
    return key == null ? otherwise : block.keys().lowerBound(key);
  }
}
