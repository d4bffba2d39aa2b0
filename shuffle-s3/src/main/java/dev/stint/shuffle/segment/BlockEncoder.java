package dev.stint.shuffle.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.shuffle.store.Crc32c;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns keys and payloads into stored blocks. Reuses its buffer, which it reserves, and its
/// compressor, both made when they are first needed: one thread; to be closed.
final class BlockEncoder implements AutoCloseable {

  private static final byte[] NOTHING = {};
  private static final int CODEC_BYTES = 1;

  private final BlockCompression compression;
  private final Memory memory;
  private @Nullable ZstdCompressCtx compressor;

  /// A block that is to be compressed.
  private byte[] raw = NOTHING;

  BlockEncoder(BlockCompression compression, Memory memory) {
    this.compression = compression;
    this.memory = memory;
  }

  /// How many bytes a block may take as stored.
  int maxStoredBytes(BlockKeys keys, int payloadLength) {
    long rawLength = SegmentFormat.RAW_HEADER_BYTES + KeyCodec.maxBytes(keys) + payloadLength;
    if (rawLength > SegmentFormat.MAX_RAW_BYTES) {
      throw StintException.resource(
          "%d rows of an exchange take %d bytes, more than the %d that a block may have"
              .formatted(keys.rowCount(), rawLength, SegmentFormat.MAX_RAW_BYTES));
    }
    return Math.toIntExact(
        CODEC_BYTES
            + (compression == BlockCompression.ZSTD ? Zstd.compressBound(rawLength) : rawLength));
  }

  /// Writes a block, which will lie at `offset` of its segment, to `out` from `at`, where there is
  /// room for [#maxStoredBytes].
  BlockRef encode(
      long offset, BlockKeys keys, byte[] payload, int payloadLength, byte[] out, int at) {
    int rawLength =
        switch (compression) {
          case NONE -> putRaw(keys, payload, payloadLength, out, at + CODEC_BYTES);
          case ZSTD -> {
            ensureRaw(SegmentFormat.RAW_HEADER_BYTES + KeyCodec.maxBytes(keys) + payloadLength);
            yield putRaw(keys, payload, payloadLength, raw, 0);
          }
        };
    int storedLength =
        switch (compression) {
          case NONE -> {
            out[at] = SegmentFormat.CODEC_NONE;
            yield CODEC_BYTES + rawLength;
          }
          case ZSTD -> CODEC_BYTES + compress(rawLength, out, at);
        };
    return new BlockRef(
        offset,
        storedLength,
        rawLength,
        keys.rowCount(),
        keys.key(0),
        keys.key(keys.rowCount() - 1),
        Crc32c.of(out, at, storedLength));
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
    }
  }

  /// Returns how many bytes were put.
  private static int putRaw(BlockKeys keys, byte[] payload, int payloadLength, byte[] out, int at) {
    int keysBegin = at + SegmentFormat.RAW_HEADER_BYTES;
    int keysEnd = KeyCodec.encode(keys, out, keysBegin);
    ByteBuffer.wrap(out)
        .position(at)
        .putInt(keys.rowCount())
        .putInt(keys.width())
        .putInt(keysEnd - keysBegin);
    System.arraycopy(payload, 0, out, keysEnd, payloadLength);
    return keysEnd + payloadLength - at;
  }

  /// Puts the codec and the raw block, compressed if that makes it smaller. Returns the bytes that
  /// follow the codec.
  private int compress(int rawLength, byte[] out, int at) {
    int begin = at + CODEC_BYTES;
    int length = compressor().compressByteArray(out, begin, out.length - begin, raw, 0, rawLength);
    if (length < rawLength) {
      out[at] = SegmentFormat.CODEC_ZSTD;
      return length;
    }
    out[at] = SegmentFormat.CODEC_NONE;
    System.arraycopy(raw, 0, out, begin, rawLength);
    return rawLength;
  }

  private ZstdCompressCtx compressor() {
    var present = compressor;
    if (present == null) {
      present = new ZstdCompressCtx();
      present.setLevel(SegmentFormat.ZSTD_LEVEL);
      compressor = present;
    }
    return present;
  }

  /// A larger buffer instead of the one that is there, whose content is not needed.
  private void ensureRaw(long needed) {
    if (raw.length < needed) {
      int before = raw.length;
      raw = NOTHING;
      memory.release(before);
      long length = Math.max(needed, Math.min(2L * before, SegmentFormat.MAX_RAW_BYTES));
      memory.reserve(length);
      raw = new byte[Math.toIntExact(length)];
    }
  }
}
