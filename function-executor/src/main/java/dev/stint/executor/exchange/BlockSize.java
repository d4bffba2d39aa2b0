package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.SegmentWriter;

/// When a sink writes the rows that it has, and in blocks of how many.
final class BlockSize {

  private static final long UNKNOWN = 0;

  /// Of a block, or unknown until all rows are there.
  private final long blockBytes;

  private BlockSize(long blockBytes) {
    this.blockBytes = blockBytes;
  }

  /// Rows that have to be sorted: written when all are there.
  static BlockSize ofAll() {
    return new BlockSize(UNKNOWN);
  }

  /// Rows that come in order: written block by block, as large as befits what the task reads.
  static BlockSize ofOrdered(TaskContext context) {
    long rawBytes = 0;
    for (var input : context.request().inputs()) {
      if (input instanceof TaskInput.Partition partition) {
        for (var segment : partition.segments()) {
          rawBytes += segment.blocks().stream().mapToLong(BlockRef::rawLength).sum();
        }
      }
    }
    return ofRaw(rawBytes);
  }

  /// Rows that come in order and take `rawBytes` in all.
  static BlockSize ofRaw(long rawBytes) {
    return new BlockSize(SegmentWriter.blockTargetBytes(rawBytes));
  }

  /// Whether rows come in order, so that they need not be kept.
  boolean isOrdered() {
    return blockBytes != UNKNOWN;
  }

  /// Whether so many rows, of so many bytes, are to be written before another batch is taken.
  boolean isReached(int rowCount, long bytes) {
    return blockBytes != UNKNOWN
        && (bytes >= blockBytes || rowCount + Batch.MAX_ROWS > BlockWriter.MAX_BLOCK_ROWS);
  }

  /// How many of these rows go into each block.
  int rows(int rowCount, long bytes) {
    return blockBytes == UNKNOWN ? BlockWriter.blockRows(rowCount, bytes) : Math.max(1, rowCount);
  }
}
