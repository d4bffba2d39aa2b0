package dev.stint.sql.catalog;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// The end of a Parquet file, with its footer, read by one request: two where the footer is larger
/// than nearly all are. Positions are those in the file.
final class FooterStream extends DelegatingSeekableInputStream {

  private static final int USUAL_BYTES = 64 << 10;

  /// The footer's length and the magic number.
  private static final int TRAILER_BYTES = 8;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final Tail tail;

  private FooterStream(Tail tail) {
    super(tail);
    this.tail = tail;
  }

  /// `stream` is of a file of `fileBytes`, and is the caller's to close.
  static FooterStream of(SeekableInputStream stream, long fileBytes) throws IOException {
    byte[] bytes = end(stream, fileBytes, USUAL_BYTES);
    if (bytes.length >= TRAILER_BYTES) {
      var trailer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      long needed = (long) trailer.getInt(bytes.length - TRAILER_BYTES) + TRAILER_BYTES;
      // Else the file is damaged, which its reader says better.
      if (needed > bytes.length && needed <= fileBytes) {
        bytes = end(stream, fileBytes, Math.toIntExact(needed));
      }
    }
    return new FooterStream(new Tail(bytes, fileBytes - bytes.length));
  }

  /// The footer's bytes, where the trailer says that they are plain; `null` where the file is
  /// damaged or encrypted.
  @Nullable ByteBuffer footer() {
    return tail.footer();
  }

  private static byte[] end(SeekableInputStream stream, long fileBytes, int wanted)
      throws IOException {
    byte[] bytes = new byte[(int) Math.min(wanted, fileBytes)];
    stream.seek(fileBytes - bytes.length);
    stream.readFully(bytes);
    return bytes;
  }

  @Override
  public long getPos() {
    return tail.position();
  }

  @Override
  public void seek(long position) throws IOException {
    tail.seek(position);
  }

  private static final class Tail extends ByteArrayInputStream {

    private final long start;

    Tail(byte[] bytes, long start) {
      super(bytes);
      this.start = start;
    }

    long position() {
      return start + pos;
    }

    @Nullable ByteBuffer footer() {
      int trailer = count - TRAILER_BYTES;
      if (trailer < 0 || !Arrays.equals(buf, count - MAGIC.length, count, MAGIC, 0, MAGIC.length)) {
        return null;
      }
      int length = ByteBuffer.wrap(buf).order(ByteOrder.LITTLE_ENDIAN).getInt(trailer);
      return length < 0 || length > trailer ? null : ByteBuffer.wrap(buf, trailer - length, length);
    }

    void seek(long position) throws EOFException {
      if (position < start || position > start + count) {
        throw new EOFException("the footer reaches beyond the file, to " + position);
      }
      pos = Math.toIntExact(position - start);
    }
  }
}
