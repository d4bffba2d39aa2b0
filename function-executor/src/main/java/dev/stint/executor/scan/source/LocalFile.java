package dev.stint.executor.scan.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// A file of this machine. Apache Parquet's own class for it copies what it reads twice.
record LocalFile(Path path) implements InputFile {

  @Override
  public long getLength() throws IOException {
    return Files.size(path);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(FileChannel.open(path, StandardOpenOption.READ));
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static final class Stream extends SeekableInputStream {

    /// What the channel copies at a time on its way to an array: it stays in a processor's cache.
    private static final int PIECE_BYTES = 128 << 10;

    private final FileChannel channel;

    Stream(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      if (position < 0) {
        throw new EOFException("the offset " + position + " in the file");
      }
      channel.position(position);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE_BYTES)));
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      int length = Math.min(buffer.remaining(), PIECE_BYTES);
      int read = channel.read(buffer.slice(buffer.position(), length));
      buffer.position(buffer.position() + Math.max(read, 0));
      return read;
    }

    @Override
    public void readFully(byte[] bytes) throws IOException {
      readFully(ByteBuffer.wrap(bytes));
    }

    @Override
    public void readFully(byte[] bytes, int offset, int length) throws IOException {
      readFully(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void readFully(ByteBuffer buffer) throws IOException {
      while (buffer.hasRemaining()) {
        if (read(buffer) < 0) {
          throw new EOFException("the file ends " + buffer.remaining() + " bytes too early");
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
