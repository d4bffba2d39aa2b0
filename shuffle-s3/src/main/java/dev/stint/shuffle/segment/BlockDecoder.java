package dev.stint.shuffle.segment;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.stint.plan.task.BlockRef;
import dev.stint.shuffle.store.Crc32c;
import java.nio.ByteBuffer;

/// Turns stored blocks back into keys and payloads, and checks all that their index says of them.
/// Reuses its decompressor: one thread; to be closed.
final class BlockDecoder implements AutoCloseable {

  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

  /// Whether the bytes are those that the index was written for.
  static boolean isIntact(BlockRef ref, byte[] stored) {
    return Crc32c.of(stored, 0, stored.length) == ref.crc32c();
  }

  /// Decodes the `ref.length()` bytes of `stored`; `name` tells the block in messages.
  Block decode(BlockName name, BlockRef ref, byte[] stored) {
    int found = Crc32c.of(stored, 0, stored.length);
    if (found != ref.crc32c()) {
      throw name.corrupt("its CRC32C is %08x, not %08x".formatted(found, ref.crc32c()), null);
    }
    try {
      Block block = parse(ref, decompress(ref, stored));
      check(name, ref, block.keys());
      return block;
    } catch (ZstdException | IllegalArgumentException | ArithmeticException e) {
      throw name.corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    decompressor.close();
  }

  private byte[] decompress(BlockRef ref, byte[] stored) {
    if (stored.length < 1 || ref.rawLength() > SegmentFormat.MAX_RAW_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes that become %d".formatted(stored.length, ref.rawLength()));
    }
    byte[] raw = new byte[ref.rawLength()];
    int length =
        switch (stored[0]) {
          case SegmentFormat.CODEC_NONE -> copy(stored, raw);
          case SegmentFormat.CODEC_ZSTD ->
              decompressor.decompressByteArray(raw, 0, raw.length, stored, 1, stored.length - 1);
          default -> throw new IllegalArgumentException("unknown codec " + stored[0]);
        };
    if (length != raw.length) {
      throw new IllegalArgumentException(
          "decompressed to %d bytes, not %d".formatted(length, raw.length));
    }
    return raw;
  }

  private static int copy(byte[] stored, byte[] raw) {
    int length = stored.length - 1;
    System.arraycopy(stored, 1, raw, 0, Math.min(length, raw.length));
    return length;
  }

  private static Block parse(BlockRef ref, byte[] raw) {
    if (raw.length < SegmentFormat.RAW_HEADER_BYTES) {
      throw new IllegalArgumentException("no room for its header");
    }
    var header = ByteBuffer.wrap(raw);
    int rowCount = header.getInt();
    int width = header.getInt();
    int keysEnd = Math.addExact(SegmentFormat.RAW_HEADER_BYTES, header.getInt());
    if (rowCount != ref.rowCount() || rowCount < 1) {
      throw new IllegalArgumentException("%d rows, not %d".formatted(rowCount, ref.rowCount()));
    }
    if (width < BlockKeys.VARIABLE
        || keysEnd < SegmentFormat.RAW_HEADER_BYTES
        || keysEnd > raw.length) {
      throw new IllegalArgumentException("keys of width %d end at %d".formatted(width, keysEnd));
    }
    BlockKeys keys = KeyCodec.decode(width, rowCount, raw, SegmentFormat.RAW_HEADER_BYTES, keysEnd);
    return new Block(keys, raw, keysEnd);
  }

  private static void check(BlockName name, BlockRef ref, BlockKeys keys) {
    int unordered = keys.firstUnordered();
    if (unordered >= 0) {
      throw name.corrupt(
          "the key of row %d is less than the one before".formatted(unordered), null);
    }
    if (!keys.key(0).equals(ref.firstKey())
        || !keys.key(keys.rowCount() - 1).equals(ref.lastKey())) {
      throw name.corrupt("its first or last key is not the one in the index", null);
    }
  }
}
