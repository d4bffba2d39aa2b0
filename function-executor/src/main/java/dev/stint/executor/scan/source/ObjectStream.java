package dev.stint.executor.scan.source;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.BackgroundRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.ParquetFileRange;

/// Reads an object by ranges, one request for each that is asked for; small reads share one of
/// [#WINDOW_BYTES]. Vectored ones run beside each other and end with the stream. Where a range
/// breaks off, the rest of it is asked for again. Its failures are the store's.
///
/// One thread reads, while others may start vectored reads.
final class ObjectStream extends PositionedStream {

  private static final int WINDOW_BYTES = 64 << 10;
  private static final int MAX_BREAKS = 3;
  private static final byte[] NOTHING = {};

  private final ObjectFile file;
  private final Set<RangeRead> reads = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;
  private byte[] window = NOTHING;
  private long windowStart;

  ObjectStream(ObjectFile file) {
    this.file = file;
  }

  @Override
  protected int readAt(long from, byte[] bytes, int offset, int length) {
    int count = (int) Math.min(length, file.fileBytes() - from);
    if (count <= 0) {
      return -1;
    }
    if (count >= WINDOW_BYTES) {
      fetch(from, bytes, offset, count);
    } else {
      count = readWindow(from, bytes, offset, count);
    }
    file.readBytes().add(count);
    return count;
  }

  private int readWindow(long from, byte[] bytes, int offset, int length) {
    if (from < windowStart || from >= windowStart + window.length) {
      byte[] next = new byte[(int) Math.min(WINDOW_BYTES, file.fileBytes() - from)];
      fetch(from, next, 0, next.length);
      window = next;
      windowStart = from;
    }
    int skipped = (int) (from - windowStart);
    int count = Math.min(length, window.length - skipped);
    System.arraycopy(window, skipped, bytes, offset, count);
    return count;
  }

  private void fetch(long from, byte[] bytes, int offset, int length) {
    int done = 0;
    for (int breaks = 0; done < length; breaks++) {
      try (var body = file.store().open(file.path(), file.eTag(), from + done, length - done)) {
        try {
          while (done < length) {
            done += body.read(bytes, offset + done, length - done);
          }
        } catch (StintException e) {
          if (e.kind() != FailureKind.TRANSIENT || breaks == MAX_BREAKS) {
            throw e;
          }
        }
      }
    }
  }

  @Override
  public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator) {
    for (var range : ranges) {
      range.setDataReadFuture(start(range.getOffset(), range.getLength()));
      file.readBytes().add(range.getLength());
    }
  }

  private CompletableFuture<ByteBuffer> start(long offset, int length) {
    var read = new RangeRead(offset, length);
    reads.add(read);
    if (isClosed) {
      read.giveUp();
    }
    return read.bytes.whenComplete((_, _) -> reads.remove(read));
  }

  @Override
  public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
    return true;
  }

  /// Gives up what is still on its way: whoever waits for it is told so.
  @Override
  public void close() {
    isClosed = true;
    reads.forEach(RangeRead::giveUp);
  }

  /// One of a vectored read.
  private final class RangeRead {

    final CompletableFuture<ByteBuffer> bytes = new CompletableFuture<>();
    private final BackgroundRequest<Boolean> request;

    RangeRead(long offset, int length) {
      request =
          BackgroundRequest.start("range-" + offset, file.path(), () -> complete(offset, length));
    }

    private boolean complete(long offset, int length) {
      try {
        byte[] read = new byte[length];
        fetch(offset, read, 0, length);
        return bytes.complete(ByteBuffer.wrap(read));
      } catch (RuntimeException | Error e) {
        return bytes.completeExceptionally(e);
      }
    }

    void giveUp() {
      bytes.completeExceptionally(
          new StintException(
              FailureKind.TRANSIENT, "reading " + file.path() + " was given up", null));
      request.cancel();
    }
  }
}
