package dev.stint.executor.scan.parquet;

import dev.stint.plan.failure.StintException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// A file of which ranges are fetched before they are read. Its end is read at once and kept: the
/// footer's length, the footer and mostly the page indexes before it, one request in place of three
/// or more; a small file is read whole.
///
/// One thread reads; meanwhile another may have ranges fetched and forgotten.
final class FetchedStream extends SeekableInputStream {

  private static final int TAIL_BYTES = 64 << 10;
  private static final ByteBufferAllocator ALLOCATOR = HeapByteBufferAllocator.getInstance();

  private record Piece(ByteRange range, CompletableFuture<ByteBuffer> bytes) {

    /// From `offset` on in the file.
    ByteBuffer slice(ByteBuffer all, long offset, int length) {
      return all.slice(all.position() + (int) (offset - range.from()), length);
    }
  }

  private final SeekableInputStream stream;
  private final boolean isWhole;
  private final List<Piece> pieces = new CopyOnWriteArrayList<>();
  private long position;

  private FetchedStream(SeekableInputStream stream, Piece tail) {
    this.stream = stream;
    this.isWhole = tail.range().from() == 0;
    pieces.add(tail);
  }

  /// Takes over `stream`, of a file of `fileBytes`.
  static FetchedStream open(SeekableInputStream stream, long fileBytes) throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, fileBytes)];
    var range = new ByteRange(fileBytes - tail.length, fileBytes);
    stream.seek(range.from());
    stream.readFully(tail);
    return new FetchedStream(
        stream, new Piece(range, CompletableFuture.completedFuture(ByteBuffer.wrap(tail))));
  }

  /// Whether [#fetch] is of use: a file of this machine is read where it lies.
  boolean canFetch() {
    return readVectoredAvailable(ALLOCATOR);
  }

  /// Starts a request for each of `ranges` and keeps what comes until it is forgotten. Failures
  /// come to light when the bytes are read.
  void fetch(Collection<ByteRange> ranges) throws IOException {
    var requests =
        ranges.stream()
            .map(range -> new ParquetFileRange(range.from(), Math.toIntExact(range.length())))
            .toList();
    if (requests.isEmpty()) {
      return;
    }
    stream.readVectored(requests, ALLOCATOR);
    for (var request : requests) {
      pieces.add(
          new Piece(
              ByteRange.of(request.getOffset(), request.getLength()), request.getDataReadFuture()));
    }
  }

  /// Gives up `ranges`, each as it was fetched. What has been read of them stays with the reader.
  void forget(Collection<ByteRange> ranges) {
    pieces.removeIf(piece -> ranges.contains(piece.range()));
  }

  private @Nullable Piece piece(long offset, long length) {
    for (var piece : pieces) {
      if (piece.range().contains(offset, length)) {
        return piece;
      }
    }
    return null;
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
    var piece = piece(position, Math.min(length, 1));
    int read;
    if (piece == null) {
      stream.seek(position);
      read = stream.read(bytes, offset, length);
    } else {
      read = (int) Math.min(length, piece.range().to() - position);
      piece.slice(await(piece), position, read).get(bytes, offset, read);
    }
    position += Math.max(read, 0);
    return read;
  }

  private static ByteBuffer await(Piece piece) throws IOException {
    try {
      return piece.bytes().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case StintException failure -> throw failure;
        case null, default -> throw new IOException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
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
    if (piece(position, Math.min(length, 1)) == null) {
      stream.seek(position);
      stream.readFully(bytes, offset, length);
      position += length;
      return;
    }
    int done = 0;
    while (done < length) {
      int read = read(bytes, offset + done, length - done);
      if (read < 0) {
        throw new EOFException("bytes beyond the file's end");
      }
      done += read;
    }
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    if (piece(position, Math.min(buffer.remaining(), 1)) == null) {
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
    var others = new ArrayList<ParquetFileRange>();
    for (var range : ranges) {
      var piece = piece(range.getOffset(), range.getLength());
      if (piece == null) {
        others.add(range);
      } else {
        range.setDataReadFuture(
            piece.bytes().thenApply(all -> piece.slice(all, range.getOffset(), range.getLength())));
      }
    }
    if (!others.isEmpty()) {
      stream.readVectored(others, allocator);
    }
  }

  /// Not for a file that is all here.
  @Override
  public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
    return !isWhole && stream.readVectoredAvailable(allocator);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
