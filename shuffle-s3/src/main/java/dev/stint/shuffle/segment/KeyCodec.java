package dev.stint.shuffle.segment;

import java.nio.ByteBuffer;

/// Keys as a block stores them, before compression.
///
/// Keys of one width are stored byte by byte, all first bytes, then all second ones, each less the
/// same byte of the row before: sorted keys become almost all zeros. Keys of their own widths are
/// stored as their lengths (base 128, low seven bits first, the high bit set on all but the last
/// byte), then their bytes.
final class KeyCodec {

  private static final int MAX_LENGTH_BYTES = 5;

  private KeyCodec() {}

  /// How many bytes [#encode] may take.
  static long maxBytes(BlockKeys keys) {
    return keys.width() >= 0
        ? (long) keys.width() * keys.rowCount()
        : keys.keyBytes() + (long) MAX_LENGTH_BYTES * keys.rowCount();
  }

  /// Writes `keys` to `out` from `offset`. Returns where they end.
  static int encode(BlockKeys keys, byte[] out, int offset) {
    return keys.width() >= 0
        ? encodeFixed(keys.data(), keys.width(), keys.rowCount(), out, offset)
        : encodeVariable(keys, out, offset);
  }

  /// Reads what [#encode] wrote to `in[offset, end)`, which it fills exactly.
  ///
  /// @throws IllegalArgumentException if it does not
  static BlockKeys decode(int width, int rowCount, byte[] in, int offset, int end) {
    return width >= 0
        ? decodeFixed(width, rowCount, in, offset, end)
        : decodeVariable(rowCount, in, offset, end);
  }

  private static int encodeFixed(byte[] keys, int width, int rowCount, byte[] out, int offset) {
    if (width == Short.BYTES) {
      encodeShorts(keys, rowCount, out, offset);
      return offset + width * rowCount;
    }
    int at = offset;
    for (int column = 0; column < width; column++) {
      byte previous = 0;
      for (int row = 0; row < rowCount; row++) {
        byte current = keys[row * width + column];
        out[at++] = (byte) (current - previous);
        previous = current;
      }
    }
    return at;
  }

  /// The keys of hash exchanges, the most of all: both bytes in one pass.
  private static void encodeShorts(byte[] keys, int rowCount, byte[] out, int offset) {
    byte firstBefore = 0;
    byte secondBefore = 0;
    for (int row = 0; row < rowCount; row++) {
      byte first = keys[2 * row];
      byte second = keys[2 * row + 1];
      out[offset + row] = (byte) (first - firstBefore);
      out[offset + rowCount + row] = (byte) (second - secondBefore);
      firstBefore = first;
      secondBefore = second;
    }
  }

  private static void decodeShorts(byte[] in, int offset, int rowCount, byte[] keys) {
    byte first = 0;
    byte second = 0;
    for (int row = 0; row < rowCount; row++) {
      first += in[offset + row];
      second += in[offset + rowCount + row];
      keys[2 * row] = first;
      keys[2 * row + 1] = second;
    }
  }

  private static BlockKeys decodeFixed(int width, int rowCount, byte[] in, int offset, int end) {
    if ((long) width * rowCount != end - offset) {
      throw new IllegalArgumentException(
          "%d keys of %d bytes in %d".formatted(rowCount, width, end - offset));
    }
    byte[] keys = new byte[end - offset];
    if (width == Short.BYTES) {
      decodeShorts(in, offset, rowCount, keys);
      return BlockKeys.fixedWidth(width, rowCount, keys);
    }
    int at = offset;
    for (int column = 0; column < width; column++) {
      byte current = 0;
      for (int row = 0; row < rowCount; row++) {
        current += in[at++];
        keys[row * width + column] = current;
      }
    }
    return BlockKeys.fixedWidth(width, rowCount, keys);
  }

  private static int encodeVariable(BlockKeys keys, byte[] out, int offset) {
    int at = offset;
    for (int row = 0; row < keys.rowCount(); row++) {
      int length = keys.end(row) - keys.start(row);
      while (length > 0x7F) {
        out[at++] = (byte) (length | 0x80);
        length >>>= 7;
      }
      out[at++] = (byte) length;
    }
    System.arraycopy(keys.data(), keys.start(0), out, at, keys.keyBytes());
    return at + keys.keyBytes();
  }

  private static BlockKeys decodeVariable(int rowCount, byte[] in, int offset, int end) {
    var lengths = ByteBuffer.wrap(in, offset, end - offset);
    int[] offsets = new int[Math.addExact(rowCount, 1)];
    for (int row = 0; row < rowCount; row++) {
      offsets[row + 1] = Math.addExact(offsets[row], decodeLength(lengths));
    }
    int keyBytes = offsets[rowCount];
    if (lengths.remaining() != keyBytes) {
      throw new IllegalArgumentException(
          "keys of %d bytes in %d".formatted(keyBytes, lengths.remaining()));
    }
    byte[] keys = new byte[keyBytes];
    lengths.get(keys);
    return BlockKeys.variableWidth(rowCount, keys, offsets);
  }

  private static int decodeLength(ByteBuffer in) {
    int length = 0;
    for (int shift = 0; shift < 7 * MAX_LENGTH_BYTES; shift += 7) {
      if (!in.hasRemaining()) {
        break;
      }
      byte next = in.get();
      length |= (next & 0x7F) << shift;
      if (next >= 0 && length >= 0) {
        return length;
      }
    }
    throw new IllegalArgumentException("the length of a key is cut off or too large");
  }
}
