package dev.stint.shuffle.segment;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Writes one segment. Blocks come in the order of their keys; nothing is visible until [#finish],
/// and nothing is left if that is not reached. One thread, used once, to be closed.
///
/// Holds at most two parts of [#PART_BYTES] (each and one block more): one being filled and one
/// being uploaded beside it.
public final class SegmentWriter implements AutoCloseable {

  /// Segments up to here are one PUT, larger ones are uploaded in parts of this size.
  static final int PART_BYTES = 16 << 20;

  private static final int BLOCKS_AT_BEST = 64;
  private static final int MIN_BLOCK_BYTES = 32 << 10;
  private static final int MAX_BLOCK_BYTES = 1 << 20;

  private final ObjectStore store;
  private final String path;
  private final long inlineLimitBytes;
  private final BlockEncoder encoder = new BlockEncoder();
  private final List<BlockRef> blocks = new ArrayList<>();
  private final List<Future<String>> parts = new ArrayList<>();

  /// Of the object, from `flushedBytes` on. Begins as its header.
  private byte[] buffer = Arrays.copyOf(SegmentIndex.header(), MIN_BLOCK_BYTES);

  private int bufferedBytes = SegmentFormat.HEADER_BYTES;
  private long flushedBytes;
  private @Nullable String uploadId;
  private boolean isFinished;

  /// The segment becomes the object at `path` unless its blocks take no more than
  /// `inlineLimitBytes`.
  public SegmentWriter(ObjectStore store, String path, long inlineLimitBytes) {
    this.store = store;
    this.path = path;
    this.inlineLimitBytes = inlineLimitBytes;
  }

  /// How large blocks should be before compression, in a segment of `totalRawBytes`: so small that
  /// readers of a share of it read little in vain, so large that they compress.
  public static int blockTargetBytes(long totalRawBytes) {
    return Math.clamp(totalRawBytes / BLOCKS_AT_BEST, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
  }

  /// Adds a block of at least one row: its keys, which ascend, also from the block before, and
  /// `payload[0, length)`, which holds its columns. Both may be reused after the call.
  public void append(BlockKeys keys, byte[] payload, int length) {
    checkOrder(keys);
    BlockRef block = encoder.encode(flushedBytes + bufferedBytes, keys, payload, length);
    blocks.add(block);
    buffer(encoder.stored(), block.length());
    if (bufferedBytes >= PART_BYTES) {
      flush();
    }
  }

  /// What the blocks so far take as stored.
  public long storedBytes() {
    return flushedBytes + bufferedBytes - SegmentFormat.HEADER_BYTES;
  }

  /// Ends the segment and makes it readable: as an object, or in the result itself.
  public SegmentRef finish() {
    if (isFinished) {
      throw new IllegalStateException("finished twice: " + path);
    }
    SegmentRef segment = finishBlocks();
    isFinished = true;
    return segment;
  }

  @Override
  public void close() {
    encoder.close();
    parts.forEach(part -> part.cancel(true));
    if (!isFinished && uploadId != null) {
      store.abortUpload(path, uploadId);
      uploadId = null;
    }
  }

  private SegmentRef finishBlocks() {
    if (blocks.isEmpty()) {
      return new SegmentRef(path, null, 0, List.of());
    }
    if (uploadId == null && storedBytes() <= inlineLimitBytes) {
      return inline();
    }
    byte[] footer = SegmentIndex.footer(blocks, flushedBytes + bufferedBytes);
    buffer(footer, footer.length);
    long bytes = flushedBytes + bufferedBytes;
    if (uploadId == null) {
      store.write(path, Arrays.copyOf(buffer, bufferedBytes));
    } else {
      String upload = flush();
      store.completeUpload(
          path, upload, parts.stream().map(part -> Background.await(path, part)).toList());
    }
    return new SegmentRef(path, null, bytes, blocks);
  }

  /// Only the blocks: the reference itself is the index.
  private SegmentRef inline() {
    byte[] bytes = Arrays.copyOfRange(buffer, SegmentFormat.HEADER_BYTES, bufferedBytes);
    return new SegmentRef(
        path,
        Base64.getEncoder().encodeToString(bytes),
        bytes.length,
        SegmentSlice.moved(blocks, -SegmentFormat.HEADER_BYTES));
  }

  private void checkOrder(BlockKeys keys) {
    if (keys.rowCount() == 0) {
      throw new IllegalArgumentException("a block without rows: " + path);
    }
    int unordered = keys.firstUnordered();
    SortableKey previous = blocks.isEmpty() ? SortableKey.EMPTY : blocks.getLast().lastKey();
    if (unordered >= 0 || previous.compareTo(keys.key(0)) > 0) {
      throw new IllegalArgumentException(
          "%s: block %d, row %d: the key is less than the one before"
              .formatted(path, blocks.size(), Math.max(unordered, 0)));
    }
  }

  private void buffer(byte[] bytes, int length) {
    int needed = Math.addExact(bufferedBytes, length);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, Math.min(2 * buffer.length, PART_BYTES)));
    }
    System.arraycopy(bytes, 0, buffer, bufferedBytes, length);
    bufferedBytes = needed;
  }

  /// Uploads what is buffered as the next part, once the part before has arrived.
  private String flush() {
    String upload = uploadId;
    if (upload == null) {
      upload = store.startUpload(path);
      uploadId = upload;
    }
    if (!parts.isEmpty()) {
      var _ = Background.await(path, parts.getLast());
    }
    String id = upload;
    byte[] bytes = buffer;
    int length = bufferedBytes;
    int number = parts.size() + 1;
    parts.add(
        Background.start(
            "segment-part-" + number, () -> store.uploadPart(path, id, number, bytes, length)));
    flushedBytes += length;
    buffer = new byte[length];
    bufferedBytes = 0;
    return id;
  }
}
