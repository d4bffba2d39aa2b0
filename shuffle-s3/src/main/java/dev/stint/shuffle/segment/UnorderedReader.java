package dev.stint.shuffle.segment;

import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Reads segment after segment, and a few ahead.
///
/// A segment is begun only when those before it can end without waiting: all that is left of them
/// has room. So at most one stream waits for the task, the last one, and not for long before its
/// turn comes.
final class UnorderedReader implements PartitionReader {

  private static final int MAX_OPEN = 9;

  private final TaskInput.Partition partition;
  private final SegmentFetch.Requests requests;
  private final long maxBytes;
  private final long shareBytes;
  private final BlockDecoder decoder = new BlockDecoder();
  private final Iterator<SegmentRef> segments;
  private final Deque<BlockCursor> open = new ArrayDeque<>();
  private @Nullable SegmentRef following;
  private long openedBytes;

  UnorderedReader(ObjectStore store, TaskInput.Partition partition, long maxBytes) {
    this.partition = partition;
    this.requests = new SegmentFetch.Requests(store);
    this.maxBytes = maxBytes;
    // The end of one segment and the beginning of the next.
    this.shareBytes = maxBytes / 2;
    this.segments = partition.segments().iterator();
    this.following = nextSegment();
  }

  /// What it holds at most: stored blocks ahead and one being decoded, and two as decoded, of which
  /// the caller uses one while the other is made.
  static long heldBytes(TaskInput.Partition partition, long maxBytes) {
    long bytes = 0;
    long largest = 0;
    long largestRaw = 0;
    for (SegmentRef segment : partition.segments()) {
      bytes += SegmentFetch.bytes(segment);
      largest = Math.max(largest, SegmentFetch.largestBytes(segment));
      largestRaw = Math.max(largestRaw, SegmentFetch.largestRawBytes(segment));
    }
    return Math.min(bytes, Math.max(maxBytes, largest)) + largest + 2 * largestRaw;
  }

  @Override
  public @Nullable BlockRows next() {
    openAhead();
    while (!open.isEmpty()) {
      BlockCursor first = open.getFirst();
      if (first.advanceBlock()) {
        return first.rows();
      }
      open.removeFirst();
      openAhead();
    }
    return null;
  }

  @Override
  public long bytesRead() {
    return openedBytes - bytesLeft();
  }

  @Override
  public void close() {
    open.forEach(BlockCursor::close);
    decoder.close();
  }

  private void openAhead() {
    while (following != null && hasRoom(following)) {
      var fetch = SegmentFetch.start(requests, following, shareBytes);
      open.add(new BlockCursor(following, partition.range(), decoder, fetch));
      openedBytes += SegmentFetch.bytes(following);
      following = nextSegment();
    }
  }

  private boolean hasRoom(SegmentRef segment) {
    return open.isEmpty()
        || (open.size() < MAX_OPEN
            && open.getLast().bytesLeft() <= shareBytes
            && bytesLeft() + Math.min(shareBytes, SegmentFetch.bytes(segment)) <= maxBytes);
  }

  private long bytesLeft() {
    long bytes = 0;
    for (BlockCursor cursor : open) {
      bytes += cursor.bytesLeft();
    }
    return bytes;
  }

  private @Nullable SegmentRef nextSegment() {
    return segments.hasNext() ? segments.next() : null;
  }
}
