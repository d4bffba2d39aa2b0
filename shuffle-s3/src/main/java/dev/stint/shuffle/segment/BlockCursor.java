package dev.stint.shuffle.segment;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import org.jspecify.annotations.Nullable;

/// A place in one segment: at a row of a decoded block. Belongs to the task's thread; to be closed.
final class BlockCursor implements AutoCloseable {

  private final int number;
  private final SegmentRef segment;
  private final KeyRange range;
  private final BlockDecoder decoder;
  private final SegmentFetch fetch;
  private final long bytes;
  private int nextBlock;
  private long bytesRead;
  private @Nullable BlockRows rows;
  private int row;

  /// The row's, see [BlockKeys#prefix].
  private long prefix;

  /// Where no rows of several are compared.
  BlockCursor(SegmentRef segment, KeyRange range, BlockDecoder decoder, SegmentFetch fetch) {
    this(0, segment, range, decoder, fetch);
  }

  /// Of the segment of that number. Takes over `fetch`, which has the blocks of `segment`. Is at no
  /// row until [#advanceBlock] is called.
  BlockCursor(
      int number, SegmentRef segment, KeyRange range, BlockDecoder decoder, SegmentFetch fetch) {
    this.number = number;
    this.segment = segment;
    this.range = range;
    this.decoder = decoder;
    this.fetch = fetch;
    this.bytes = SegmentFetch.bytes(segment);
  }

  /// Moves to the first row in the range of the next block that has any. Says whether there is one.
  boolean advanceBlock() {
    rows = null;
    while (rows == null && nextBlock < segment.blocks().size()) {
      rows = inRange(decodeNext());
    }
    if (rows != null) {
      moveTo(rows.fromRow());
    }
    return rows != null;
  }

  /// Moves to `toRow` of the block, or to the next block. Says whether there is a row.
  boolean advance(int toRow) {
    if (toRow == rows().toRow()) {
      return advanceBlock();
    }
    moveTo(toRow);
    return true;
  }

  private void moveTo(int toRow) {
    row = toRow;
    prefix = rows().block().keys().prefix(toRow);
  }

  boolean isAtRow() {
    return rows != null;
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

  /// By key, then by the number of segments: no two cursors are equal.
  boolean isBefore(BlockCursor other) {
    int order = Long.compareUnsigned(prefix, other.prefix);
    if (order == 0) {
      order = rows().block().keys().compare(row, other.rows().block().keys(), other.row);
    }
    return order != 0 ? order < 0 : number < other.number;
  }

  /// The first row of this block that does not come before the row of another cursor, before which
  /// this one is.
  int firstBeyond(BlockCursor other) {
    boolean isEqualBeyond = other.number < number;
    int beyond =
        rows()
            .block()
            .keys()
            .firstBeyond(row + 1, other.rows().block().keys(), other.row, isEqualBeyond);
    return Math.min(beyond, rows().toRow());
  }

  /// The stored bytes of the blocks that it has come to.
  long bytesRead() {
    return bytesRead;
  }

  long bytesLeft() {
    return bytes - bytesRead;
  }

  @Override
  public void close() {
    fetch.close();
  }

  private Block decodeNext() {
    BlockRef ref = segment.blocks().get(nextBlock);
    var name = new BlockName(segment.path(), nextBlock, ref);
    Block block = decoder.decode(name, ref, fetch.take());
    nextBlock++;
    bytesRead += ref.length();
    return block;
  }

  private @Nullable BlockRows inRange(Block block) {
    int from = bound(block, range.from(), 0);
    int to = bound(block, range.to(), block.rowCount());
    return from < to ? new BlockRows(block, from, to) : null;
  }

  private static int bound(Block block, @Nullable SortableKey key, int otherwise) {
    return key == null ? otherwise : block.keys().lowerBound(key);
  }
}
