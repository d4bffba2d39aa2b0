package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Segment objects looked at on their own, without the reference that their writer returned: for
/// tools. Readers of a run never need it.
public final class SegmentFile {

  /// Read at once from the end; most indexes are smaller.
  private static final int TAIL_BYTES = 64 << 10;

  private SegmentFile() {}

  /// Reads the footer of the segment at `path` and checks it against itself, the header and the
  /// object's size.
  ///
  /// @throws StintException of kind USER if it is not there, INTERNAL if it is damaged
  public static SegmentRef readIndex(ObjectStore store, String path) {
    long bytes =
        store
            .head(path)
            .map(ObjectInfo::bytes)
            .orElseThrow(() -> StintException.user("there is no segment " + path));
    if (bytes < SegmentFormat.HEADER_BYTES + SegmentFormat.TRAILER_BYTES) {
      throw corrupt(path, "it has only %d bytes".formatted(bytes), null);
    }
    byte[] header = store.read(path, 0, SegmentFormat.HEADER_BYTES);
    byte[] tail = readTail(store, path, bytes);
    try {
      return new SegmentRef(path, null, bytes, parse(header, tail, bytes));
    } catch (IllegalArgumentException e) {
      throw corrupt(path, String.valueOf(e.getMessage()), e);
    }
  }

  /// Reads the whole segment at `path` and checks every byte of it. Returns its index.
  ///
  /// @throws StintException of kind USER if it is not there, INTERNAL if it is damaged
  public static SegmentRef verify(ObjectStore store, String path) {
    SegmentRef segment = readIndex(store, path);
    var everything = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));
    try (var reader = PartitionReader.unordered(store, everything, Memory.UNLIMITED)) {
      BlockRows rows = reader.next();
      while (rows != null) {
        rows = reader.next();
      }
    }
    return segment;
  }

  /// The index and the trailer, and perhaps some of the blocks before them.
  private static byte[] readTail(ObjectStore store, String path, long bytes) {
    int length = Math.toIntExact(Math.min(bytes, TAIL_BYTES));
    byte[] tail = store.read(path, bytes - length, length);
    long indexBytes = trailer(tail).getInt(Long.BYTES);
    long needed = indexBytes + SegmentFormat.TRAILER_BYTES;
    if (indexBytes < 0 || needed > bytes) {
      throw corrupt(path, "an index of %d bytes in %d".formatted(indexBytes, bytes), null);
    }
    return needed <= length ? tail : store.read(path, bytes - needed, Math.toIntExact(needed));
  }

  private static ByteBuffer trailer(byte[] tail) {
    return ByteBuffer.wrap(
            tail, tail.length - SegmentFormat.TRAILER_BYTES, SegmentFormat.TRAILER_BYTES)
        .slice();
  }

  private static List<BlockRef> parse(byte[] header, byte[] tail, long bytes) {
    ByteBuffer trailer = trailer(tail);
    long segmentBytes = trailer.getLong();
    int indexBytes = trailer.getInt();
    int blockCount = trailer.getInt();
    int crc = trailer.getInt();
    if (trailer.getInt() != SegmentFormat.MAGIC) {
      throw new IllegalArgumentException("it does not end as a segment does; is it cut off?");
    }
    if (segmentBytes != bytes) {
      throw new IllegalArgumentException("%d bytes, not %d".formatted(bytes, segmentBytes));
    }
    int indexStart = tail.length - SegmentFormat.TRAILER_BYTES - indexBytes;
    int found = SegmentIndex.crc(header, tail, indexStart, tail.length - 2 * Integer.BYTES);
    if (found != crc) {
      throw new IllegalArgumentException(
          "the CRC32C of header and index is %08x, not %08x".formatted(found, crc));
    }
    checkVersion(header);
    var blocks = SegmentIndex.parse(ByteBuffer.wrap(tail, indexStart, indexBytes), blockCount);
    checkBlocksEnd(blocks, bytes - SegmentFormat.TRAILER_BYTES - indexBytes);
    return blocks;
  }

  private static void checkVersion(byte[] header) {
    var fields = ByteBuffer.wrap(header);
    int magic = fields.getInt();
    short version = fields.getShort();
    if (magic != SegmentFormat.MAGIC || version != SegmentFormat.VERSION) {
      throw new IllegalArgumentException(
          "magic %08x and version %d, but this Stint reads %08x and %d"
              .formatted(magic, version, SegmentFormat.MAGIC, SegmentFormat.VERSION));
    }
  }

  private static void checkBlocksEnd(List<BlockRef> blocks, long indexStart) {
    long end =
        blocks.isEmpty()
            ? SegmentFormat.HEADER_BYTES
            : blocks.getLast().offset() + blocks.getLast().length();
    if (end != indexStart) {
      throw new IllegalArgumentException(
          "blocks end at %d, the index begins at %d".formatted(end, indexStart));
    }
  }

  private static StintException corrupt(String path, String found, @Nullable Throwable cause) {
    return StintException.internal("segment %s is corrupt: %s".formatted(path, found), cause);
  }
}
