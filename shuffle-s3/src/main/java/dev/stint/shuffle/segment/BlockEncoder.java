package dev.stint.shuffle.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.shuffle.store.Crc32c;
import java.nio.ByteBuffer;

/// Turns keys and payloads into stored blocks. Reuses its buffers, which it reserves, and its
/// compressor: one thread; to be closed.
final class BlockEncoder implements AutoCloseable {

  private static final byte[] NOTHING = {};

  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private final BlockCompression compression;
  private final Memory memory;
  private byte[] raw = NOTHING;
  private byte[] stored = NOTHING;
  private int storedLength;

  BlockEncoder(BlockCompression compression, Memory memory) {
    this.compression = compression;
    this.memory = memory;
    compressor.setLevel(SegmentFormat.ZSTD_LEVEL);
  }

  /// Encodes a block that will lie at `offset` of its segment. Until the next call its bytes are
  /// `stored()[0 .. ref.length())`.
  BlockRef encode(long offset, BlockKeys keys, byte[] payload, int payloadLength) {
    int rawLength = fillRaw(keys, payload, payloadLength);
    compress(rawLength);
    return new BlockRef(
        offset,
        storedLength,
        rawLength,
        keys.rowCount(),
        keys.key(0),
        keys.key(keys.rowCount() - 1),
        Crc32c.of(stored, 0, storedLength));
  }

  byte[] stored() {
    return stored;
  }

  @Override
  public void close() {
    compressor.close();
  }

  private int fillRaw(BlockKeys keys, byte[] payload, int payloadLength) {
    long maxLength = SegmentFormat.RAW_HEADER_BYTES + KeyCodec.maxBytes(keys) + payloadLength;
    if (maxLength > SegmentFormat.MAX_RAW_BYTES) {
      throw StintException.resource(
          "%d rows of an exchange take %d bytes, more than the %d that a block may have"
              .formatted(keys.rowCount(), maxLength, SegmentFormat.MAX_RAW_BYTES));
    }
    if (raw.length < maxLength) {
      int before = raw.length;
      raw = NOTHING;
      raw = larger(before, maxLength);
    }
    int keysEnd = KeyCodec.encode(keys, raw, SegmentFormat.RAW_HEADER_BYTES);
    ByteBuffer.wrap(raw)
        .putInt(keys.rowCount())
        .putInt(keys.width())
        .putInt(keysEnd - SegmentFormat.RAW_HEADER_BYTES);
    System.arraycopy(payload, 0, raw, keysEnd, payloadLength);
    return keysEnd + payloadLength;
  }

  private void compress(int rawLength) {
    boolean isCompressed = compression == BlockCompression.ZSTD;
    ensureStored(1 + (isCompressed ? Zstd.compressBound(rawLength) : rawLength));
    int length =
        isCompressed
            ? compressor.compressByteArray(stored, 1, stored.length - 1, raw, 0, rawLength)
            : rawLength;
    if (length < rawLength) {
      stored[0] = SegmentFormat.CODEC_ZSTD;
      storedLength = 1 + length;
    } else {
      stored[0] = SegmentFormat.CODEC_NONE;
      System.arraycopy(raw, 0, stored, 1, rawLength);
      storedLength = 1 + rawLength;
    }
  }

  private void ensureStored(long length) {
    if (stored.length < length) {
      int before = stored.length;
      stored = NOTHING;
      stored = larger(before, length);
    }
  }

  /// A new buffer instead of one of `before` bytes, whose content is not needed.
  private byte[] larger(int before, long needed) {
    memory.release(before);
    long length = Math.max(needed, Math.min(2L * before, SegmentFormat.MAX_RAW_BYTES));
    memory.reserve(length);
    return new byte[Math.toIntExact(length)];
  }
}
