package dev.stint.coordinator.partition;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/// Shares blocks out where it does not matter who reads which.
final class BlockShares {

  private BlockShares() {}

  /// The blocks of `segments`, in order, in at most `count` runs of about the same size. No run is
  /// empty, and what one has of a segment is adjacent.
  static List<List<SegmentRef>> share(List<SegmentRef> segments, long count) {
    double shareBytes = (double) bytes(segments) / count;
    var shares = new ArrayList<List<SegmentRef>>();
    var share = new ArrayList<SegmentRef>();
    double sharedBytes = 0;
    for (var segment : segments) {
      var blocks = new ArrayList<BlockRef>();
      for (var block : segment.blocks()) {
        boolean isShareFull = sharedBytes + block.length() / 2.0 > shareBytes * (shares.size() + 1);
        if (isShareFull && !(share.isEmpty() && blocks.isEmpty())) {
          addPart(share, segment, blocks);
          shares.add(List.copyOf(share));
          share.clear();
          blocks.clear();
        }
        blocks.add(block);
        sharedBytes += block.length();
      }
      addPart(share, segment, blocks);
    }
    if (!share.isEmpty()) {
      shares.add(List.copyOf(share));
    }
    return shares;
  }

  static long bytes(List<SegmentRef> segments) {
    return segments.stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(BlockRef::length)
        .sum();
  }

  private static void addPart(List<SegmentRef> share, SegmentRef segment, List<BlockRef> blocks) {
    if (!blocks.isEmpty()) {
      share.add(Exchange.restrict(segment, blocks));
    }
  }
}
