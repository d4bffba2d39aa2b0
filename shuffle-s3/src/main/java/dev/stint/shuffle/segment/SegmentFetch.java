package dev.stint.shuffle.segment;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.shuffle.store.BackgroundRequest;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Fetches the blocks that one segment lists, in their order, by one request on a thread beside the
/// task's. It reads ahead until its limit is held; then the stream waits until blocks are taken.
///
/// Another request goes on from the block where one ended early, in three cases: its connection
/// broke; a block does not have its checksum, since it may have been damaged on its way (what is
/// damaged where it is stored fails when it is decoded); it waited so long that its connection was
/// given up, see [Requests].
final class SegmentFetch implements AutoCloseable {

  private static final int MAX_BREAKS = 2;
  private static final long FOREVER = Long.MAX_VALUE;

  /// What the fetches of one reader share. At most 8 requests move bytes at once, in the order in
  /// which they were started: more are no faster. A stream that waits does not count, but holds a
  /// connection. At most 256 do so, since a function has 1,024 descriptors, and none for longer
  /// than `patience`, so that readers who share a store never wait for each other's end.
  static final class Requests {

    private static final int MAX_MOVING = 8;
    private static final int MAX_WAITING = 256;

    /// Less than a store lets others wait for a connection, and than S3 keeps an idle one.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ObjectStore store;
    private final long patienceNanos;
    private final Semaphore moving = new Semaphore(MAX_MOVING, true);
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    Requests(ObjectStore store) {
      this(store, PATIENCE);
    }

    Requests(ObjectStore store, Duration patience) {
      this.store = store;
      this.patienceNanos = patience.toNanos();
    }
  }

  private final Requests requests;
  private final SegmentRef segment;
  private final StoredBlocks stored;

  /// Absent for an inline segment.
  private final @Nullable BackgroundRequest<@Nullable Void> reading;

  /// Of the thread that reads: the block that comes next, how often connections broke before it
  /// came, and the last block that did not have its checksum.
  private int next;

  private int breaks;
  private int damaged = -1;

  private SegmentFetch(Requests requests, SegmentRef segment, long limitBytes) {
    this.requests = requests;
    this.segment = segment;
    this.stored = new StoredBlocks(limitBytes);
    String inline = segment.inlineBase64();
    if (inline == null) {
      this.reading = BackgroundRequest.start("segment-read", segment.path(), this::readAll);
    } else {
      putInline(inline);
      this.reading = null;
    }
  }

  /// Starts to read ahead at most `limitBytes`, or a block if that is larger. An inline segment is
  /// there as a whole.
  static SegmentFetch start(Requests requests, SegmentRef segment, long limitBytes) {
    checkAdjacent(segment);
    return new SegmentFetch(requests, segment, limitBytes);
  }

  /// The bytes of all blocks that `segment` lists.
  static long bytes(SegmentRef segment) {
    long bytes = 0;
    for (BlockRef block : segment.blocks()) {
      bytes += block.length();
    }
    return bytes;
  }

  /// Of the largest block, as stored; 0 if there is none.
  static long largestBytes(SegmentRef segment) {
    return segment.blocks().stream().mapToLong(BlockRef::length).max().orElse(0);
  }

  /// Of the largest block, decoded.
  static long largestRawBytes(SegmentRef segment) {
    return segment.blocks().stream().mapToLong(BlockRef::rawLength).max().orElse(0);
  }

  /// The next block as stored, awaited; to be called as often as there are blocks.
  byte[] take() {
    try {
      return stored.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while waiting for " + segment.path(), e);
    } catch (Throwable e) {
      throw BackgroundRequest.asFailure(segment.path(), e);
    }
  }

  /// Gives up the request that is under way, and its connection.
  @Override
  public void close() {
    if (reading != null) {
      reading.cancel();
    }
  }

  private static void checkAdjacent(SegmentRef segment) {
    List<BlockRef> blocks = segment.blocks();
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).offset() != end(blocks.get(i - 1))) {
        throw StintException.internal(
            "segment %s: block %d does not follow the one before it".formatted(segment.path(), i),
            null);
      }
    }
  }

  private void putInline(String inline) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(inline);
    } catch (IllegalArgumentException e) {
      throw StintException.internal("inline segment %s is not Base64".formatted(segment.path()), e);
    }
    for (int number = 0; number < segment.blocks().size(); number++) {
      BlockRef block = segment.blocks().get(number);
      if (block.offset() < 0 || end(block) > bytes.length) {
        throw new BlockName(segment.path(), number, block)
            .corrupt("the inline segment has only %d bytes".formatted(bytes.length), null);
      }
      int from = Math.toIntExact(block.offset());
      stored.put(Arrays.copyOfRange(bytes, from, from + block.length()));
    }
  }

  private @Nullable Void readAll() {
    try {
      while (next < segment.blocks().size()) {
        var _ = stored.awaitRoom(nextBlock().length(), FOREVER);
        requests.moving.acquire();
        try {
          request();
        } finally {
          requests.moving.release();
        }
      }
    } catch (Throwable e) {
      stored.fail(e);
    }
    return null;
  }

  /// Reads from the next block on until the end, or until another request has to go on.
  private void request() throws InterruptedException {
    long from = nextBlock().offset();
    long length = end(segment.blocks().getLast()) - from;
    try (var in = requests.store.open(segment.path(), from, length)) {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = readBlock(in) && next < segment.blocks().size() && keepsConnection();
      }
    }
  }

  /// Passes the next block on. Says whether it could; if not, it is to be read again.
  private boolean readBlock(ExactInputStream in) {
    byte[] bytes = new byte[nextBlock().length()];
    try {
      in.readFully(bytes);
    } catch (StintException e) {
      boolean isFinal = e.kind() != FailureKind.TRANSIENT || breaks == MAX_BREAKS;
      if (isFinal || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      breaks++;
      return false;
    }
    if (damaged != next && !BlockDecoder.isIntact(nextBlock(), bytes)) {
      damaged = next;
      return false;
    }
    stored.put(bytes);
    next++;
    breaks = 0;
    return true;
  }

  /// Waits for room for the next block. Says whether there is, before the connection must be given
  /// up.
  private boolean keepsConnection() throws InterruptedException {
    int length = nextBlock().length();
    if (stored.hasRoom(length)) {
      return true;
    }
    if (!requests.waiting.tryAcquire()) {
      return false;
    }
    requests.moving.release();
    try {
      return stored.awaitRoom(length, requests.patienceNanos);
    } finally {
      requests.waiting.release();
      // Not for long: whoever holds one moves bytes.
      requests.moving.acquireUninterruptibly();
    }
  }

  private BlockRef nextBlock() {
    return segment.blocks().get(next);
  }

  private static long end(BlockRef block) {
    return block.offset() + block.length();
  }
}
