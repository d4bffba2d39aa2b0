package dev.stint.shuffle.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.stint.plan.task.BlockRef;
import dev.stint.shuffle.store.Crc32c;
import java.nio.ByteBuffer;

/// Turns keys and payloads into stored blocks. Reuses its buffers and its compressor: one thread;
/// to be closed.
final class BlockEncoder implements AutoCloseable {

  private final ZstdCompressCtx compressor = new ZstdCompressCtx();
  private byte[] raw = {};
  private byte[] stored = {};
  private int storedLength;

  BlockEncoder() {
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
    int maxLength =
        Math.addExact(
            Math.addExact(SegmentFormat.RAW_HEADER_BYTES, KeyCodec.maxBytes(keys)), payloadLength);
    if (maxLength > SegmentFormat.MAX_RAW_BYTES) {
      throw new IllegalArgumentException(
          "a block of %d bytes, more than %d".formatted(maxLength, SegmentFormat.MAX_RAW_BYTES));
    }
    raw = atLeast(raw, maxLength);
    int keysEnd = KeyCodec.encode(keys, raw, SegmentFormat.RAW_HEADER_BYTES);
    ByteBuffer.wrap(raw)
        .putInt(keys.rowCount())
        .putInt(keys.width())
        .putInt(keysEnd - SegmentFormat.RAW_HEADER_BYTES);
    System.arraycopy(payload, 0, raw, keysEnd, payloadLength);
    return keysEnd + payloadLength;
  }

  private void compress(int rawLength) {
    stored = atLeast(stored, 1 + Math.toIntExact(Zstd.compressBound(rawLength)));
    int length = compressor.compressByteArray(stored, 1, stored.length - 1, raw, 0, rawLength);
    if (length < rawLength) {
      stored[0] = SegmentFormat.CODEC_ZSTD;
      storedLength = 1 + length;
    } else {
      stored[0] = SegmentFormat.CODEC_NONE;
      System.arraycopy(raw, 0, stored, 1, rawLength);
      storedLength = 1 + rawLength;
    }
  }

  private static byte[] atLeast(byte[] buffer, int length) {
    return buffer.length >= length
        ? buffer
        : new byte[Math.max(length, Math.min(2 * buffer.length, SegmentFormat.MAX_RAW_BYTES))];
  }
}
