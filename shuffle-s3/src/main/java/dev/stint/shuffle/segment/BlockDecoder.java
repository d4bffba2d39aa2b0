package dev.stint.shuffle.segment;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.stint.plan.task.BlockRef;
import dev.stint.shuffle.store.Crc32c;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns stored blocks back into keys and payloads, and checks all that their index says of them.
/// Reuses its decompressor, made when it is first needed: one thread; to be closed.
final class BlockDecoder implements AutoCloseable {

  private static final int CODEC_BYTES = 1;

  private @Nullable ZstdDecompressCtx decompressor;

  /// Whether the bytes are those that the index was written for.
  static boolean isIntact(BlockRef ref, byte[] stored) {
    return Crc32c.of(stored, 0, stored.length) == ref.crc32c();
  }

  /// Decodes the `ref.length()` bytes of `stored`, which the block keeps if it is not compressed;
  /// `name` tells the block in messages.
  Block decode(BlockName name, BlockRef ref, byte[] stored) {
    int found = Crc32c.of(stored, 0, stored.length);
    if (found != ref.crc32c()) {
      throw name.corrupt("its CRC32C is %08x, not %08x".formatted(found, ref.crc32c()), null);
    }
    try {
      Block block = decode(ref, stored);
      check(name, ref, block.keys());
      return block;
    } catch (ZstdException | IllegalArgumentException | ArithmeticException e) {
      throw name.corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (decompressor != null) {
      decompressor.close();
    }
  }

  private Block decode(BlockRef ref, byte[] stored) {
    if (stored.length < CODEC_BYTES || ref.rawLength() > SegmentFormat.MAX_RAW_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes that become %d".formatted(stored.length, ref.rawLength()));
    }
    return switch (stored[0]) {
      case SegmentFormat.CODEC_NONE -> {
        checkLength(ref, stored.length - CODEC_BYTES);
        yield parse(ref, stored, CODEC_BYTES);
      }
      case SegmentFormat.CODEC_ZSTD -> {
        byte[] raw = new byte[ref.rawLength()];
        checkLength(ref, decompress(stored, raw));
        yield parse(ref, raw, 0);
      }
      default -> throw new IllegalArgumentException("unknown codec " + stored[0]);
    };
  }

  private int decompress(byte[] stored, byte[] raw) {
    var present = decompressor;
    if (present == null) {
      present = new ZstdDecompressCtx();
      decompressor = present;
    }
    return present.decompressByteArray(
        raw, 0, raw.length, stored, CODEC_BYTES, stored.length - CODEC_BYTES);
  }

  private static void checkLength(BlockRef ref, int length) {
    if (length != ref.rawLength()) {
      throw new IllegalArgumentException(
          "decompressed to %d bytes, not %d".formatted(length, ref.rawLength()));
    }
  }

  /// The raw block that is in `bytes` from `begin` to their end.
  private static Block parse(BlockRef ref, byte[] bytes, int begin) {
    int keysBegin = begin + SegmentFormat.RAW_HEADER_BYTES;
    if (bytes.length < keysBegin) {
      throw new IllegalArgumentException("no room for its header");
    }
    var header = ByteBuffer.wrap(bytes).position(begin);
    int rowCount = header.getInt();
    int width = header.getInt();
    int keysEnd = Math.addExact(keysBegin, header.getInt());
    if (rowCount != ref.rowCount() || rowCount < 1) {
      throw new IllegalArgumentException("%d rows, not %d".formatted(rowCount, ref.rowCount()));
    }
    if (width < BlockKeys.VARIABLE || keysEnd < keysBegin || keysEnd > bytes.length) {
      throw new IllegalArgumentException("keys of width %d end at %d".formatted(width, keysEnd));
    }
    BlockKeys keys = KeyCodec.decode(width, rowCount, bytes, keysBegin, keysEnd);
    return new Block(keys, bytes, keysEnd);
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
