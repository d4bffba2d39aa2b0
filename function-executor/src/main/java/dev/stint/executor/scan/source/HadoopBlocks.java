package dev.stint.executor.scan.source;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.xerial.snappy.Snappy;

/// Hadoop's framing of LZ4 and Snappy: blocks, each of its length when decompressed in four bytes,
/// then pieces, each of its length as it is in four bytes and itself. Holds one block.
public final class HadoopBlocks extends InputStream {

  /// Of one piece.
  public enum Codec {
    LZ4,
    SNAPPY
  }

  /// Hadoop's own blocks have 256 KiB.
  private static final int MAX_BLOCK_BYTES = 64 << 20;

  private final InputStream framed;
  private final Codec codec;
  private byte[] block = new byte[0];
  private int position;
  private int length;

  HadoopBlocks(InputStream framed, Codec codec) {
    this.framed = framed;
    this.codec = codec;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    while (position == length) {
      if (!nextBlock()) {
        return -1;
      }
    }
    int count = Math.min(wanted, length - position);
    System.arraycopy(block, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean nextBlock() throws IOException {
    byte[] header = framed.readNBytes(Integer.BYTES);
    if (header.length == 0) {
      return false;
    }
    int blockLength = checked(header);
    if (block.length < blockLength) {
      block = new byte[blockLength];
    }
    position = 0;
    length = 0;
    while (length < blockLength) {
      int pieceLength = checked(framed.readNBytes(Integer.BYTES));
      byte[] piece = framed.readNBytes(pieceLength);
      if (piece.length < pieceLength) {
        throw new EOFException();
      }
      length += decompress(codec, piece, 0, pieceLength, block, length, blockLength - length);
    }
    return true;
  }

  private static int checked(byte[] header) throws IOException {
    if (header.length < Integer.BYTES) {
      throw new EOFException();
    }
    int value = intAt(header, 0);
    if (value < 0 || value > MAX_BLOCK_BYTES) {
      throw new ZipException("a block of " + value + " bytes");
    }
    return value;
  }

  private static int intAt(byte[] data, int at) {
    return (data[at] & 0xff) << 24
        | (data[at + 1] & 0xff) << 16
        | (data[at + 2] & 0xff) << 8
        | (data[at + 3] & 0xff);
  }

  private static int decompress(
      Codec codec, byte[] in, int from, int size, byte[] out, int offset, int room)
      throws IOException {
    try {
      return switch (codec) {
        case LZ4 -> new Lz4Decompressor().decompress(in, from, size, out, offset, room);
        case SNAPPY -> {
          // The native code trusts the length that the data claims.
          int claimed = Snappy.uncompressedLength(in, from, size);
          if (claimed > room) {
            throw new ZipException("a piece of " + claimed + " bytes");
          }
          yield Snappy.uncompress(in, from, size, out, offset);
        }
      };
    } catch (MalformedInputException e) {
      throw new ZipException(e.getMessage());
    }
  }

  /// All of `in[from..from + size)`, one or more blocks of LZ4, which must give `length` bytes; -1
  /// when it is not framed so.
  public static int unframeLz4(byte[] in, int from, int size, byte[] out, int offset, int length) {
    int position = from;
    int end = from + size;
    int written = 0;
    try {
      while (position + 2 * Integer.BYTES <= end) {
        int blockEnd = written + intAt(in, position);
        position += Integer.BYTES;
        while (written < blockEnd) {
          int piece = intAt(in, position);
          position += Integer.BYTES;
          if (blockEnd > length || piece < 0 || piece > end - position) {
            return -1;
          }
          written +=
              decompress(Codec.LZ4, in, position, piece, out, offset + written, length - written);
          position += piece;
        }
      }
      return position == end && written == length ? written : -1;
    } catch (IOException | IndexOutOfBoundsException _) {
      return -1;
    }
  }
}
