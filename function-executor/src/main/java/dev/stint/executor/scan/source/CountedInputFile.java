package dev.stint.executor.scan.source;

import dev.stint.executor.operator.TaskCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;

/// A file whose reads are added to an attempt's counters.
final class CountedInputFile implements InputFile {

  private final InputFile file;
  private final long fileBytes;
  private final TaskCounters counters;

  CountedInputFile(InputFile file, long fileBytes, TaskCounters counters) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.counters = counters;
  }

  @Override
  public long getLength() {
    return fileBytes;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new CountedStream(file.newStream(), fileBytes, counters);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static final class CountedStream extends SeekableInputStream {

    private final SeekableInputStream stream;
    private final long fileBytes;
    private final TaskCounters counters;

    CountedStream(SeekableInputStream stream, long fileBytes, TaskCounters counters) {
      this.stream = stream;
      this.fileBytes = fileBytes;
      this.counters = counters;
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      stream.seek(position);
    }

    @Override
    public int read() throws IOException {
      int read = stream.read();
      counters.inputBytes.add(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = (int) Math.min(length, fileBytes - stream.getPos());
      if (count <= 0) {
        return length == 0 ? 0 : -1;
      }
      // Apache Parquet's local stream would fetch byte after byte.
      readFully(bytes, offset, count);
      return count;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      return counted(stream.read(buffer));
    }

    @Override
    public void readFully(byte[] bytes) throws IOException {
      stream.readFully(bytes);
      counters.inputBytes.add(bytes.length);
    }

    @Override
    public void readFully(byte[] bytes, int offset, int length) throws IOException {
      stream.readFully(bytes, offset, length);
      counters.inputBytes.add(length);
    }

    @Override
    public void readFully(ByteBuffer buffer) throws IOException {
      int length = buffer.remaining();
      stream.readFully(buffer);
      counters.inputBytes.add(length);
    }

    @Override
    public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator)
        throws IOException {
      stream.readVectored(ranges, allocator);
      ranges.forEach(range -> counters.inputBytes.add(range.getLength()));
    }

    @Override
    public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
      return stream.readVectoredAvailable(allocator);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }

    private int counted(int read) {
      counters.inputBytes.add(Math.max(read, 0));
      return read;
    }
  }
}
