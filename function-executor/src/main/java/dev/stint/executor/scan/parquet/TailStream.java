package dev.stint.executor.scan.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;

/// A file whose end is read at once and kept: the footer's length, the footer and mostly the page
/// indexes before it, one request in place of three or more. A small file is read whole.
final class TailStream extends SeekableInputStream {

  private static final int TAIL_BYTES = 64 << 10;

  private final SeekableInputStream stream;
  private final byte[] tail;
  private final long tailStart;
  private long position;

  private TailStream(SeekableInputStream stream, byte[] tail, long tailStart) {
    this.stream = stream;
    this.tail = tail;
    this.tailStart = tailStart;
  }

  /// Takes over `stream`, of a file of `fileBytes`.
  static TailStream open(SeekableInputStream stream, long fileBytes) throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, fileBytes)];
    long start = fileBytes - tail.length;
    stream.seek(start);
    stream.readFully(tail);
    return new TailStream(stream, tail, start);
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void seek(long to) throws EOFException {
    if (to < 0) {
      throw new EOFException("the offset " + to + " in the file");
    }
    position = to;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position >= tailStart) {
      int left = (int) (tailStart + tail.length - position);
      int count = Math.min(length, left);
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(tail, (int) (position - tailStart), bytes, offset, count);
      position += count;
      return count;
    }
    stream.seek(position);
    int read = stream.read(bytes, offset, length);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    byte[] bytes = new byte[buffer.remaining()];
    int read = read(bytes, 0, bytes.length);
    buffer.put(bytes, 0, Math.max(read, 0));
    return read;
  }

  @Override
  public void readFully(byte[] bytes) throws IOException {
    readFully(bytes, 0, bytes.length);
  }

  @Override
  public void readFully(byte[] bytes, int offset, int length) throws IOException {
    if (position < tailStart) {
      stream.seek(position);
      stream.readFully(bytes, offset, length);
      position += length;
    } else if (read(bytes, offset, length) < length) {
      throw new EOFException("bytes beyond the file's end");
    }
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    if (position < tailStart) {
      int length = buffer.remaining();
      stream.seek(position);
      stream.readFully(buffer);
      position += length;
    } else {
      byte[] bytes = new byte[buffer.remaining()];
      readFully(bytes);
      buffer.put(bytes);
    }
  }

  @Override
  public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator)
      throws IOException {
    stream.readVectored(ranges, allocator);
  }

  /// Not for a file that is all here.
  @Override
  public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
    return tailStart > 0 && stream.readVectoredAvailable(allocator);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
