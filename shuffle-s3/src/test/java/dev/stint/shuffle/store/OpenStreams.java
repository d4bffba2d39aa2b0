package dev.stint.shuffle.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// The streams that an [InMemoryObjectStore] has given out. Many threads may use it.
public final class OpenStreams {

  private static final long PATIENCE_MILLIS = 10_000;

  private int open;
  private int aborted;
  private long readBytes;

  /// Streams neither read to their end nor closed.
  public synchronized int open() {
    return open;
  }

  /// Streams closed before their end.
  public synchronized int aborted() {
    return aborted;
  }

  /// Bytes that all streams together have given.
  public synchronized long readBytes() {
    return readBytes;
  }

  /// Waits until `condition` on these holds.
  public synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.getAsBoolean()) {
      long left = deadline - System.currentTimeMillis();
      if (left <= 0) {
        throw new AssertionError(
            "%d open, %d aborted, %d bytes read".formatted(open, aborted, readBytes));
      }
      wait(left);
    }
  }

  /// A stream that breaks after `end` of the bytes.
  ExactInputStream start(String path, long offset, byte[] bytes, int end) {
    change(1, 0, 0);
    var source =
        new ByteArrayInputStream(bytes, 0, end) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            int count = super.read(target, from, length);
            change(0, 0, Math.max(count, 0));
            return count;
          }
        };
    return new ExactInputStream(path, offset, bytes.length, source, this::close);
  }

  private void close(boolean isReadToEnd) throws IOException {
    change(-1, isReadToEnd ? 0 : 1, 0);
  }

  private synchronized void change(int opened, int abandoned, int bytes) {
    open += opened;
    aborted += abandoned;
    readBytes += bytes;
    notifyAll();
  }
}
