package dev.stint.executor.scan.parquet;

import dev.stint.executor.scan.source.PositionedStream;
import dev.stint.executor.scan.warm.FileVersion;
import dev.stint.executor.scan.warm.Ranges;
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
/// one request in place of three or more; a small file is read whole. What a warm process still has
/// of the file is not asked for.
///
/// One thread reads; meanwhile another may have ranges fetched and forgotten.
final class FetchedStream extends PositionedStream {

  private static final int TAIL_BYTES = 64 << 10;
  private static final ByteBufferAllocator ALLOCATOR = HeapByteBufferAllocator.getInstance();

  private record Piece(ByteRange range, CompletableFuture<ByteBuffer> bytes) {

    ByteBuffer slice(ByteBuffer all, long offset, int length) {
      return FetchedStream.slice(all, range, offset, length);
    }
  }

  private final SeekableInputStream stream;
  private final boolean isWhole;
  private final Ranges warm;
  private final @Nullable FileVersion version;
  private final List<Piece> pieces = new CopyOnWriteArrayList<>();

  private FetchedStream(
      SeekableInputStream stream, boolean isWhole, Ranges warm, @Nullable FileVersion version) {
    this.stream = stream;
    this.isWhole = isWhole;
    this.warm = warm;
    this.version = version;
  }

  /// Takes over `stream`, of a file of which nothing need be read to know where its parts are.
  static FetchedStream ofKnown(
      SeekableInputStream stream, Ranges warm, @Nullable FileVersion version) {
    return new FetchedStream(stream, false, warm, version);
  }

  /// Takes over `stream`, of a file of `fileBytes`.
  static FetchedStream open(
      SeekableInputStream stream, long fileBytes, Ranges warm, @Nullable FileVersion version)
      throws IOException {
    byte[] tail = new byte[(int) Math.min(TAIL_BYTES, fileBytes)];
    var range = new ByteRange(fileBytes - tail.length, fileBytes);
    stream.seek(range.from());
    stream.readFully(tail);
    var opened = new FetchedStream(stream, range.from() == 0, warm, version);
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

  /// Those of `parts` that the process still has are held from now on, until they are forgotten.
  List<ByteRange> recall(Collection<ByteRange> parts) {
    var recalled = new ArrayList<Piece>();
    for (var part : parts) {
      var bytes = warm.find(version, part.from(), Math.toIntExact(part.length()));
      if (bytes != null) {
        recalled.add(new Piece(part, CompletableFuture.completedFuture(bytes)));
      }
    }
    pieces.addAll(recalled);
    return recalled.stream().map(Piece::range).toList();
  }

  /// Starts a request for each of `ranges` and keeps what comes until it is forgotten; those of
  /// `parts` that it has are offered to the process. Failures come to light when the bytes are
  /// read.
  void fetch(Collection<ByteRange> ranges, Collection<ByteRange> parts) throws IOException {
    var requests =
        ranges.stream()
            .map(range -> new ParquetFileRange(range.from(), Math.toIntExact(range.length())))
            .toList();
    if (requests.isEmpty()) {
      return;
    }
    stream.readVectored(requests, ALLOCATOR);
    for (var request : requests) {
      var range = ByteRange.of(request.getOffset(), request.getLength());
      var bytes = request.getDataReadFuture().thenApply(all -> offered(range, all, parts));
      pieces.add(new Piece(range, bytes));
    }
  }

  private ByteBuffer offered(ByteRange range, ByteBuffer all, Collection<ByteRange> parts) {
    for (var part : parts) {
      if (range.contains(part.from(), part.length())) {
        warm.offer(version, part.from(), slice(all, range, part.from(), (int) part.length()));
      }
    }
    return all;
  }

  /// What lies from `offset` on in the file, of `all` that is the `range`.
  private static ByteBuffer slice(ByteBuffer all, ByteRange range, long offset, int length) {
    return all.slice(all.position() + (int) (offset - range.from()), length);
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

  /// What is held of a range without a gap, in order; empty where something is missing.
  private List<Piece> cover(long offset, long length) {
    var whole = piece(offset, length);
    if (whole != null) {
      return List.of(whole);
    }
    var cover = new ArrayList<Piece>();
    for (long at = offset; at < offset + length; at = cover.getLast().range().to()) {
      var next = piece(at, 1);
      if (next == null) {
        return List.of();
      }
      cover.add(next);
    }
    return cover;
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
      var cover = cover(range.getOffset(), range.getLength());
      if (cover.isEmpty()) {
        others.add(range);
      } else if (cover.size() == 1) {
        var piece = cover.getFirst();
        range.setDataReadFuture(
            piece.bytes().thenApply(all -> piece.slice(all, range.getOffset(), range.getLength())));
      } else {
        range.setDataReadFuture(allOf(cover).thenApply(_ -> gather(cover, range, allocator)));
      }
    }
    if (!others.isEmpty()) {
      stream.readVectored(others, allocator);
    }
  }

  private static CompletableFuture<Void> allOf(List<Piece> cover) {
    return CompletableFuture.allOf(
        cover.stream().map(Piece::bytes).toArray(CompletableFuture[]::new));
  }

  /// The reader wants neighbouring column chunks as one.
  private static ByteBuffer gather(
      List<Piece> cover, ParquetFileRange range, ByteBufferAllocator allocator) {
    var all = allocator.allocate(range.getLength());
    long at = range.getOffset();
    for (var piece : cover) {
      int length = (int) (Math.min(piece.range().to(), at + all.remaining()) - at);
      all.put(piece.slice(piece.bytes().join(), at, length));
      at += length;
    }
    return all.flip();
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
