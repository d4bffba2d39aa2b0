package dev.stint.executor.scan.source;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.BackgroundRequest;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;

/// Reads an object by ranges, one request for each that is asked for; small reads share one of
/// [#WINDOW_BYTES]. Vectored ones run beside each other and end with the stream. Where a range
/// breaks off, the rest of it is asked for again. Its failures are the store's.
///
/// One thread reads, while others may start vectored reads.
final class ObjectStream extends SeekableInputStream {

  private static final int WINDOW_BYTES = 64 << 10;
  private static final int MAX_BREAKS = 3;
  private static final byte[] NOTHING = {};

  private final ObjectFile file;
  private final Set<BackgroundRequest<?>> requests = ConcurrentHashMap.newKeySet();
  private byte[] window = NOTHING;
  private long windowStart;
  private long position;

  ObjectStream(ObjectFile file) {
    this.file = file;
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
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int count = (int) Math.min(length, file.fileBytes() - position);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    if (count >= WINDOW_BYTES) {
      fetch(position, bytes, offset, count);
    } else {
      count = readWindow(bytes, offset, count);
    }
    position += count;
    return count;
  }

  private int readWindow(byte[] bytes, int offset, int length) {
    if (position < windowStart || position >= windowStart + window.length) {
      byte[] next = new byte[(int) Math.min(WINDOW_BYTES, file.fileBytes() - position)];
      fetch(position, next, 0, next.length);
      window = next;
      windowStart = position;
    }
    int from = (int) (position - windowStart);
    int count = Math.min(length, window.length - from);
    System.arraycopy(window, from, bytes, offset, count);
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
  public int read(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    int read = read(bytes, 0, bytes.length);
    buffer.put(bytes, 0, Math.max(read, 0));
    return read;
  }

  @Override
  public void readFully(byte[] bytes) throws EOFException {
    readFully(bytes, 0, bytes.length);
  }

  @Override
  public void readFully(byte[] bytes, int offset, int length) throws EOFException {
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
  public void readFully(ByteBuffer buffer) throws EOFException {
    byte[] bytes = new byte[buffer.remaining()];
    readFully(bytes);
    buffer.put(bytes);
  }

  @Override
  public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator) {
    for (var range : ranges) {
      range.setDataReadFuture(start(range.getOffset(), range.getLength()));
    }
  }

  private CompletableFuture<ByteBuffer> start(long offset, int length) {
    var read = new CompletableFuture<ByteBuffer>();
    var request =
        BackgroundRequest.start(
            "range-" + offset, file.path(), () -> complete(read, offset, length));
    requests.add(request);
    return read.whenComplete((_, _) -> requests.remove(request));
  }

  private boolean complete(CompletableFuture<ByteBuffer> read, long offset, int length) {
    try {
      byte[] bytes = new byte[length];
      fetch(offset, bytes, 0, length);
      return read.complete(ByteBuffer.wrap(bytes));
    } catch (RuntimeException | Error e) {
      return read.completeExceptionally(e);
    }
  }

  @Override
  public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
    return true;
  }

  /// Gives up what is still on its way.
  @Override
  public void close() {
    requests.forEach(BackgroundRequest::cancel);
  }
}
