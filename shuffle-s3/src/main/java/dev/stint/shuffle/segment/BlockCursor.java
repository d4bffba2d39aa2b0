package dev.stint.shuffle.segment;

import dev.stint.plan.task.KeyRange;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A place in one of the segments being merged. Reads one chunk ahead of the present one.
final class BlockCursor {

  private final ChunkFetcher fetcher;
  private final BlockDecoder decoder;
  private final KeyRange range;
  private final Iterator<Chunk> chunks;
  private @Nullable Chunk nextChunk;
  private @Nullable Future<byte[]> nextBytes;
  private @Nullable ChunkBlocks blocks;
  private @Nullable BlockRows rows;
  private int row;
  private long bytesRead;

  /// Starts to read, but is at no row until [#advanceBlock] is called.
  BlockCursor(ChunkFetcher fetcher, BlockDecoder decoder, KeyRange range, List<Chunk> chunks) {
    this.fetcher = fetcher;
    this.decoder = decoder;
    this.range = range;
    this.chunks = chunks.iterator();
    startNext();
  }

  /// Moves to the next block's first row in the range. Says whether there is one.
  boolean advanceBlock() {
    rows = null;
    while (true) {
      if (blocks != null) {
        rows = blocks.next(decoder, range);
        if (rows != null) {
          row = rows.fromRow();
          return true;
        }
      }
      if (nextChunk == null || nextBytes == null) {
        blocks = null;
        return false;
      }
      blocks = new ChunkBlocks(nextChunk, Background.await(nextChunk.segment().path(), nextBytes));
      bytesRead += nextChunk.length();
      startNext();
    }
  }

  /// Moves to `toRow` of the block, or to the next block. Says whether there is a row.
  boolean advance(int toRow) {
    row = toRow;
    return toRow < rows().toRow() || advanceBlock();
  }

  int row() {
    return row;
  }

  BlockRows rows() {
    if (rows == null) {
      throw new IllegalStateException("at no row");
    }
    return rows;
  }

  int compare(BlockCursor other) {
    return rows().block().keys().compare(row, other.rows().block().keys(), other.row);
  }

  /// The first row of this block that does not come before the other cursor's row.
  int firstBeyond(BlockCursor other, boolean isEqualBeyond) {
    int beyond =
        rows()
            .block()
            .keys()
            .firstBeyond(row, other.rows().block().keys(), other.row, isEqualBeyond);
    return Math.min(beyond, rows().toRow());
  }

  /// Gives up what is being read ahead.
  void cancel() {
    if (nextBytes != null) {
      nextBytes.cancel(true);
    }
  }

  long bytesRead() {
    return bytesRead;
  }

  private void startNext() {
    nextChunk = chunks.hasNext() ? chunks.next() : null;
    nextBytes = nextChunk == null ? null : fetcher.start(nextChunk);
  }
}
