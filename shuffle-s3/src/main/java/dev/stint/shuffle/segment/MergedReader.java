package dev.stint.shuffle.segment;

import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A heap of cursors, one for each segment, the least key on top. Rows leave in runs: as many of
/// the top cursor's block as come before the least row of all others.
final class MergedReader implements PartitionReader {

  private final TaskInput.Partition partition;
  private final SegmentFetch.Requests requests;
  private final long shareBytes;
  private final BlockDecoder decoder = new BlockDecoder();
  private final List<BlockCursor> cursors = new ArrayList<>();

  /// The cursors that are at a row, as a binary heap.
  private final BlockCursor[] heap;

  private int heapSize;
  private boolean isStarted;

  /// The row to which the top cursor moves before anything else; -1 if it need not.
  private int advanceTo = -1;

  MergedReader(ObjectStore store, TaskInput.Partition partition, long maxBytes) {
    this.partition = partition;
    this.requests = new SegmentFetch.Requests(store);
    this.shareBytes = share(partition, maxBytes);
    this.heap = new BlockCursor[partition.segments().size()];
  }

  /// What it holds at most: for each segment, its share or a block, and a decoded block; and one
  /// stored block that is being decoded.
  static long heldBytes(TaskInput.Partition partition, long maxBytes) {
    long share = share(partition, maxBytes);
    long held = 0;
    long decoding = 0;
    for (SegmentRef segment : partition.segments()) {
      long largest = SegmentFetch.largestBytes(segment);
      held += Math.min(SegmentFetch.bytes(segment), Math.max(share, largest));
      held += SegmentFetch.largestRawBytes(segment);
      decoding = Math.max(decoding, largest);
    }
    return held + decoding;
  }

  @Override
  public @Nullable BlockRows next() {
    if (!isStarted) {
      start();
    } else if (advanceTo >= 0) {
      advanceTop();
    }
    if (heapSize == 0) {
      return null;
    }
    var top = heap[0];
    advanceTo = endOfRun(top);
    return new BlockRows(top.rows().block(), top.row(), advanceTo);
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

  /// What each segment may hold so that all together hold `maxBytes`: the less the small ones take,
  /// the more is left to the others.
  static long share(TaskInput.Partition partition, long maxBytes) {
    long[] bytes = partition.segments().stream().mapToLong(SegmentFetch::bytes).sorted().toArray();
    long left = maxBytes;
    for (int i = 0; i < bytes.length; i++) {
      long share = left / (bytes.length - i);
      if (bytes[i] > share) {
        return share;
      }
      left -= bytes[i];
    }
    return maxBytes;
  }

  private void start() {
    isStarted = true;
    for (SegmentRef segment : partition.segments()) {
      var fetch = SegmentFetch.start(requests, segment, shareBytes);
      cursors.add(new BlockCursor(cursors.size(), segment, partition.range(), decoder, fetch));
    }
    for (var cursor : cursors) {
      if (cursor.advanceBlock()) {
        heap[heapSize++] = cursor;
      }
    }
    for (int place = heapSize / 2 - 1; place >= 0; place--) {
      siftDown(place);
    }
  }

  private void advanceTop() {
    if (!heap[0].advance(advanceTo)) {
      heap[0] = heap[--heapSize];
    }
    advanceTo = -1;
    siftDown(0);
  }

  private int endOfRun(BlockCursor top) {
    if (heapSize == 1) {
      return top.rows().toRow();
    }
    boolean isFirst = heapSize == 2 || heap[1].isBefore(heap[2]);
    return top.firstBeyond(isFirst ? heap[1] : heap[2]);
  }

  private void siftDown(int from) {
    var cursor = heap[from];
    int place = from;
    int child = 2 * place + 1;
    while (child < heapSize) {
      if (child + 1 < heapSize && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (cursor.isBefore(heap[child])) {
        break;
      }
      heap[place] = heap[child];
      place = child;
      child = 2 * place + 1;
    }
    heap[place] = cursor;
  }
}
