package dev.stint.executor.scan.parquet;

import dev.stint.executor.scan.source.PositionedStream;
import dev.stint.plan.failure.StintException;
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

/// A file of which ranges are fetched before they are read. Where its footer is not known its end
/// is read at once and kept: the footer's length, the footer and mostly the page indexes before it,
/// one request in place of three or more; a small file is read whole.
///
/// One thread reads; meanwhile another may have ranges fetched and forgotten.
final class FetchedStream extends PositionedStream {

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

  private FetchedStream(SeekableInputStream stream, boolean isWhole) {
    this.stream = stream;
    this.isWhole = isWhole;
  }

  /// Takes over `stream`, of a file of which nothing need be read to know where its parts are.
  static FetchedStream ofKnown(SeekableInputStream stream) {
    return new FetchedStream(stream, false);
  }

  /// Takes over `stream`, of a file of `fileBytes`.
  static FetchedStream open(SeekableInputStream stream, long fileBytes) throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, fileBytes)];
    var range = new ByteRange(fileBytes - tail.length, fileBytes);
    stream.seek(range.from());
    stream.readFully(tail);
    var opened = new FetchedStream(stream, range.from() == 0);
    opened.pieces.add(new Piece(range, CompletableFuture.completedFuture(ByteBuffer.wrap(tail))));
    return opened;
  }

  /// Whether [#fetch] is of use: a file of this machine is read where it lies.
  boolean canFetch() {
    return readVectoredAvailable(ALLOCATOR);
  }

  /// Whether a range has been fetched.
  boolean holds(ByteRange range) {
    return piece(range.from(), range.length()) != null;
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
  protected int readAt(long from, byte[] bytes, int offset, int length) throws IOException {
    var piece = piece(from, 1);
    if (piece == null) {
      stream.seek(from);
      return stream.read(bytes, offset, length);
    }
    int count = (int) Math.min(length, piece.range().to() - from);
    piece.slice(await(piece), from, count).get(bytes, offset, count);
    return count;
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
