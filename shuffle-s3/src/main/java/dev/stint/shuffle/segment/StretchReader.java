package dev.stint.shuffle.segment;

import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a partition stretch by stretch: of all its segments first the rows before the first bound,
/// then those from there to the second, and so on; those of a stretch in the order of segments. So
/// what it gives is merged, but only as finely as is asked for.
///
/// [#next] gives `null` at the end of each stretch.
public final class StretchReader implements PartitionReader {

  private final TaskInput.Partition partition;
  private final List<SortableKey> bounds;
  private final SegmentFetch.Requests requests;
  private final long shareBytes;
  private final BlockDecoder decoder = new BlockDecoder();
  private final List<BlockCursor> cursors = new ArrayList<>();
  private boolean isStarted;
  private int stretch;

  /// The segment whose turn it is.
  private int current;

  /// The row to which its cursor moves before anything else; -1 if it need not.
  private int advanceTo = -1;

  StretchReader(
      ObjectStore store, TaskInput.Partition partition, List<SortableKey> bounds, long maxBytes) {
    this.partition = partition;
    this.bounds = List.copyOf(bounds);
    this.requests = new SegmentFetch.Requests(store);
    this.shareBytes = MergedReader.share(partition, maxBytes);
  }

  @Override
  public @Nullable BlockRows next() {
    start();
    advance();
    while (current < cursors.size()) {
      BlockCursor cursor = cursors.get(current);
      if (cursor.isAtRow()) {
        int end = endOfStretch(cursor);
        if (end > cursor.row()) {
          advanceTo = end;
          return new BlockRows(cursor.rows().block(), cursor.row(), end);
        }
      }
      current++;
    }
    return null;
  }

  /// Goes on to the next stretch, whether or not all rows of this one were asked for.
  public void nextStretch() {
    while (next() != null) {
      // What nobody asked for lies before what is wanted.
    }
    stretch++;
    current = 0;
  }

  @Override
  public long bytesRead() {
    return cursors.stream().mapToLong(BlockCursor::bytesRead).sum();
  }

  @Override
  public void close() {
    cursors.forEach(BlockCursor::close);
    decoder.close();
  }

  private void start() {
    if (isStarted) {
      return;
    }
    isStarted = true;
    for (SegmentRef segment : partition.segments()) {
      var fetch = SegmentFetch.start(requests, segment, shareBytes);
      cursors.add(new BlockCursor(segment, partition.range(), decoder, fetch));
    }
    for (BlockCursor cursor : cursors) {
      var _ = cursor.advanceBlock();
    }
  }

  private void advance() {
    if (advanceTo >= 0) {
      var _ = cursors.get(current).advance(advanceTo);
      advanceTo = -1;
    }
  }

  /// Where the rows of this stretch end in the cursor's block.
  private int endOfStretch(BlockCursor cursor) {
    BlockRows rows = cursor.rows();
    return stretch == bounds.size()
        ? rows.toRow()
        : Math.clamp(
            rows.block().keys().lowerBound(bounds.get(stretch)), cursor.row(), rows.toRow());
  }
}
