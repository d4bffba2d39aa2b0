package dev.stint.shuffle.segment;

import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SortableKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The header, index and trailer of a segment object. Offsets of blocks are not stored: the first
/// block follows the header, and each the one before.
final class SegmentIndex {

  private SegmentIndex() {}

  static byte[] header() {
    return ByteBuffer.allocate(SegmentFormat.HEADER_BYTES)
        .putInt(SegmentFormat.MAGIC)
        .putShort(SegmentFormat.VERSION)
        .array();
  }

  /// What follows the blocks, which end at `blocksEnd`.
  static byte[] footer(List<BlockRef> blocks, long blocksEnd) {
    byte[] index = index(blocks);
    long segmentBytes = blocksEnd + index.length + SegmentFormat.TRAILER_BYTES;
    var footer = ByteBuffer.allocate(index.length + SegmentFormat.TRAILER_BYTES);
    footer.put(index).putLong(segmentBytes).putInt(index.length).putInt(blocks.size());
    footer.putInt(crc(header(), footer.array(), 0, footer.position()));
    return footer.putInt(SegmentFormat.MAGIC).array();
  }

  /// Reads an index of `blockCount` entries that fills `in`.
  ///
  /// @throws IllegalArgumentException if it is not one
  static List<BlockRef> parse(ByteBuffer in, int blockCount) {
    var blocks = new ArrayList<BlockRef>();
    long offset = SegmentFormat.HEADER_BYTES;
    try {
      for (int i = 0; i < blockCount; i++) {
        BlockRef block = parseEntry(in, offset);
        blocks.add(block);
        offset += block.length();
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the index ends in entry " + blocks.size(), e);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(
          "the index has %d bytes too many".formatted(in.remaining()));
    }
    return List.copyOf(blocks);
  }

  /// The CRC32C over the header and `bytes[from, to)`.
  static int crc(byte[] header, byte[] bytes, int from, int to) {
    var crc = new CRC32C();
    crc.update(header);
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  private static byte[] index(List<BlockRef> blocks) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (BlockRef block : blocks) {
        out.writeInt(block.length());
        out.writeInt(block.rawLength());
        out.writeInt(block.rowCount());
        out.writeInt(block.crc32c());
        writeKey(out, block.firstKey());
        writeKey(out, block.lastKey());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeKey(DataOutputStream out, SortableKey key) throws IOException {
    byte[] bytes = key.bytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static BlockRef parseEntry(ByteBuffer in, long offset) {
    int length = in.getInt();
    int rawLength = in.getInt();
    int rowCount = in.getInt();
    int crc32c = in.getInt();
    SortableKey firstKey = parseKey(in);
    SortableKey lastKey = parseKey(in);
    if (length < 1 || rawLength < 1 || rowCount < 1) {
      throw new IllegalArgumentException(
          "a block of %d rows in %d bytes that become %d".formatted(rowCount, length, rawLength));
    }
    return new BlockRef(offset, length, rawLength, rowCount, firstKey, lastKey, crc32c);
  }

  private static SortableKey parseKey(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a key of %d bytes".formatted(length));
    }
    int from = in.arrayOffset() + in.position();
    in.position(in.position() + length);
    return SortableKey.copyOf(in.array(), from, from + length);
  }
}
