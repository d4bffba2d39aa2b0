package dev.stint.executor.scan.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// A file of this machine, whose reads are added to `readBytes`. Apache Parquet's own class for it
/// copies what it reads twice.
record LocalFile(Path path, LongAdder readBytes) implements InputFile {

  @Override
  public long getLength() throws IOException {
    return Files.size(path);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(FileChannel.open(path, StandardOpenOption.READ), readBytes);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static final class Stream extends PositionedStream {

    /// What the channel copies at a time on its way to an array: it stays in a processor's cache.
    private static final int PIECE_BYTES = 128 << 10;

    private final FileChannel channel;
    private final LongAdder readBytes;

    Stream(FileChannel channel, LongAdder readBytes) {
      this.channel = channel;
      this.readBytes = readBytes;
    }

    @Override
    protected int readAt(long from, byte[] bytes, int offset, int length) throws IOException {
      var piece = ByteBuffer.wrap(bytes, offset, Math.min(length, PIECE_BYTES));
      int read = channel.read(piece, from);
      readBytes.add(Math.max(read, 0));
      return read;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
