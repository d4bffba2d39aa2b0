package dev.stint.executor.scan.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.SeekableInputStream;

/// All that Apache Parquet asks of a stream, made of reads at an offset. One thread reads.
public abstract class PositionedStream extends SeekableInputStream {

  private long position;

  /// Reads at least one byte of the file from `from` on, at most `length` (not 0), into `bytes`
  /// from `offset` on; gives their number, or -1 where the file has ended.
  protected abstract int readAt(long from, byte[] bytes, int offset, int length) throws IOException;

  @Override
  public final long getPos() {
    return position;
  }

  @Override
  public final void seek(long to) throws EOFException {
    if (to < 0) {
      throw new EOFException("the offset " + to + " in the file");
    }
    position = to;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    int read = length == 0 ? 0 : readAt(position, bytes, offset, length);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public final int read(ByteBuffer buffer) throws IOException {
    byte[] bytes = new byte[buffer.remaining()];
    int read = read(bytes, 0, bytes.length);
    buffer.put(bytes, 0, Math.max(read, 0));
    return read;
  }

  @Override
  public final void readFully(byte[] bytes) throws IOException {
    readFully(bytes, 0, bytes.length);
  }

  @Override
  public final void readFully(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int read = read(bytes, offset + done, length - done);
      if (read < 0) {
        throw new EOFException("the file ends " + (length - done) + " bytes too early");
      }
      done += read;
    }
  }

  @Override
  public final void readFully(ByteBuffer buffer) throws IOException {
    int length = buffer.remaining();
    if (buffer.hasArray()) {
      readFully(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
      buffer.position(buffer.limit());
    } else {
      byte[] bytes = new byte[length];
      readFully(bytes);
      buffer.put(bytes);
    }
  }
}
