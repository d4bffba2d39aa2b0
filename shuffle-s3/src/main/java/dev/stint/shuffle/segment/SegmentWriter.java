package dev.stint.shuffle.segment;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.shuffle.store.BackgroundRequest;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one segment. Blocks come in the order of their keys; nothing is visible until [#finish],
/// and nothing is left if that is not reached. One thread, used once, to be closed.
///
/// Holds at most two parts (each and one block more): one being filled and one being uploaded
/// beside it. Where memory is short parts are smaller, and one is uploaded before the next is
/// filled.
public final class SegmentWriter implements AutoCloseable {

  /// Segments up to here are one PUT, larger ones are uploaded in parts of this size.
  private static final int PART_BYTES = 16 << 20;

  private static final byte[] NOTHING = {};
  private static final int BLOCKS_AT_BEST = 64;
  private static final int MIN_BLOCK_BYTES = 32 << 10;
  private static final int MAX_BLOCK_BYTES = 1 << 20;

  private final ObjectStore store;
  private final String path;
  private final long inlineLimitBytes;
  private final Memory memory;
  private final BlockEncoder encoder;
  private final List<BlockRef> blocks = new ArrayList<>();
  private final List<BackgroundRequest<String>> parts = new ArrayList<>();

  /// Of the object, from `flushedBytes` on. Begins with its header.
  private byte[] buffer = NOTHING;

  private int bufferedBytes;

  /// The array of the part that is being uploaded; filled next. Empty if there is none.
  private byte[] uploading = NOTHING;

  private int partBytes;
  private int expectedBlocks;
  private long flushedBytes;
  private @Nullable String uploadId;
  private boolean isFinished;

  /// The segment becomes the object at `path` unless its blocks take no more than
  /// `inlineLimitBytes`. What it allocates is reserved in `memory`, which the caller closes.
  public SegmentWriter(ObjectStore store, String path, long inlineLimitBytes, Memory memory) {
    this(store, path, inlineLimitBytes, BlockCompression.ZSTD, memory);
  }

  /// As the other, with its blocks compressed or not.
  public SegmentWriter(
      ObjectStore store,
      String path,
      long inlineLimitBytes,
      BlockCompression compression,
      Memory memory) {
    this.store = store;
    this.path = path;
    this.inlineLimitBytes = inlineLimitBytes;
    this.memory = memory;
    this.encoder = new BlockEncoder(compression, memory);
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
    if (blocks.isEmpty()) {
      begin();
    }
    ensureBuffer(encoder.maxStoredBytes(keys, length));
    BlockRef block =
        encoder.encode(flushedBytes + bufferedBytes, keys, payload, length, buffer, bufferedBytes);
    blocks.add(block);
    bufferedBytes += block.length();
    if (bufferedBytes >= partBytes) {
      flush();
    }
  }

  /// Says that about `count` blocks of like size will be added in all, so that room is made for
  /// them at once.
  public void expect(int count) {
    expectedBlocks = count;
  }

  /// What the blocks so far take as stored.
  public long storedBytes() {
    return blocks.isEmpty() ? 0 : flushedBytes + bufferedBytes - SegmentFormat.HEADER_BYTES;
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
    // A part that arrives after the abort would stay in the store.
    parts.forEach(BackgroundRequest::stop);
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
    long bytes = flushedBytes + bufferedBytes + footer.length;
    if (uploadId == null) {
      memory.reserve(bytes);
      byte[] whole = Arrays.copyOf(buffer, Math.toIntExact(bytes));
      System.arraycopy(footer, 0, whole, bufferedBytes, footer.length);
      store.write(path, whole);
      memory.release(bytes);
    } else {
      buffer(footer);
      String upload = flush();
      store.completeUpload(path, upload, parts.stream().map(BackgroundRequest::await).toList());
    }
    return new SegmentRef(path, null, bytes, blocks);
  }

  /// Only the blocks: the reference itself is the index.
  private SegmentRef inline() {
    // A copy, and Base64 of it twice, as bytes and as a string.
    memory.reserve(4L * bufferedBytes);
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

  /// Only now: rows that are kept until the end take memory before their first block.
  private void begin() {
    long share = memory.availableBytes() / 8;
    partBytes = Math.clamp(share, ObjectStore.MIN_PART_BYTES, PART_BYTES);
    byte[] header = SegmentIndex.header();
    buffer(header);
  }

  private void buffer(byte[] bytes) {
    ensureBuffer(bytes.length);
    System.arraycopy(bytes, 0, buffer, bufferedBytes, bytes.length);
    bufferedBytes += bytes.length;
  }

  /// Makes room for `length` more bytes.
  private void ensureBuffer(int length) {
    int needed = Math.addExact(bufferedBytes, length);
    if (needed > buffer.length) {
      int before = buffer.length;
      int larger = Math.max(needed, wantedBytes());
      memory.reserve(larger);
      buffer = Arrays.copyOf(buffer, larger);
      memory.release(before);
    }
  }

  /// A part that others went before will be full. Before that room for as many blocks as are
  /// expected, if they are like those that are there, and a little more; or else twice as much.
  private int wantedBytes() {
    if (flushedBytes > 0) {
      return partBytes;
    }
    long blockBytes = blocks.isEmpty() ? 0 : storedBytes() / blocks.size();
    long expectedBytes = blockBytes * (expectedBlocks + 1L + expectedBlocks / 16);
    return Math.clamp(Math.max(2L * buffer.length, expectedBytes), MIN_BLOCK_BYTES, partBytes);
  }

  /// Uploads what is buffered as the next part, once the part before has arrived.
  private String flush() {
    String upload = uploadId;
    if (upload == null) {
      upload = store.startUpload(path);
      uploadId = upload;
    }
    awaitLastPart();
    String id = upload;
    byte[] bytes = buffer;
    int length = bufferedBytes;
    int number = parts.size() + 1;
    parts.add(
        BackgroundRequest.start(
            "segment-part-" + number,
            path,
            () -> store.uploadPart(path, id, number, bytes, length)));
    flushedBytes += length;
    bufferedBytes = 0;
    buffer = freeBuffer(bytes);
    return id;
  }

  /// What the next part fills while `full` is uploaded: the array of the part before or, for the
  /// second part, none yet. Without memory for that, `full` itself as soon as it is uploaded.
  private byte[] freeBuffer(byte[] full) {
    byte[] free = uploading;
    if (free.length == 0 && memory.availableBytes() < 2L * partBytes) {
      awaitLastPart();
      return full;
    }
    uploading = full;
    return free;
  }

  private void awaitLastPart() {
    if (!parts.isEmpty()) {
      var _ = parts.getLast().await();
    }
  }
}
