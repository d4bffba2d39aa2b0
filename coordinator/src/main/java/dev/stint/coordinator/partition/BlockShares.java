package dev.stint.coordinator.partition;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/// Shares blocks out where it does not matter who reads which.
final class BlockShares {

  /// Blocks that follow each other, and their size.
  record Share(BlockSpan blocks, long bytes) {}

  private final List<SegmentRef> segments;
  private final KeyRange range;
  private final double shareBytes;
  private final List<Share> shares = new ArrayList<>();
  private int fromSegment;
  private int fromBlock;
  private long openBytes;
  private double sharedBytes;

  private BlockShares(List<SegmentRef> segments, KeyRange range, double shareBytes) {
    this.segments = segments;
    this.range = range;
    this.shareBytes = shareBytes;
  }

  /// The blocks of `segments` that overlap `range`, in order, in at most `count` shares of about
  /// the same size. No share is empty.
  static List<Share> share(List<SegmentRef> segments, KeyRange range, long count) {
    return new BlockShares(segments, range, (double) bytes(segments, range) / count).share();
  }

  private List<Share> share() {
    for (int segment = 0; segment < segments.size(); segment++) {
      var blocks = segments.get(segment).blocks();
      int end = Exchange.endOfBlocks(blocks, range);
      for (int block = Exchange.firstOfBlocks(blocks, range); block < end; block++) {
        add(segment, block, blocks.get(block).length());
      }
    }
    close(segments.size(), 0);
    return shares;
  }

  private void add(int segment, int block, long bytes) {
    if (sharedBytes + bytes / 2.0 > shareBytes * (shares.size() + 1)) {
      close(segment, block);
    }
    openBytes += bytes;
    sharedBytes += bytes;
  }

  private void close(int toSegment, int toBlock) {
    if (openBytes > 0) {
      shares.add(new Share(new BlockSpan(fromSegment, fromBlock, toSegment, toBlock), openBytes));
      fromSegment = toSegment;
      fromBlock = toBlock;
      openBytes = 0;
    }
  }

  /// Of the blocks that overlap `range`.
  static long bytes(List<SegmentRef> segments, KeyRange range) {
    long bytes = 0;
    for (var segment : segments) {
      var blocks = segment.blocks();
      int from = Exchange.firstOfBlocks(blocks, range);
      for (var block : blocks.subList(from, Exchange.endOfBlocks(blocks, range))) {
        bytes += block.length();
      }
    }
    return bytes;
  }

  static long bytes(List<SegmentRef> segments) {
    return segments.stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(BlockRef::length)
        .sum();
  }
}
