package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.InputStream;

/// A stream that gives exactly the bytes promised: where the source ends early or fails, it throws
/// a TRANSIENT [StintException] that names the object. One thread.
public final class ExactInputStream extends InputStream {

  /// Gives the source back; told whether it was read to its end.
  @FunctionalInterface
  public interface Closing {
    void close(boolean isReadToEnd) throws IOException;
  }

  private final String path;
  private final long endOffset;
  private final InputStream source;
  private final Closing closing;
  private long remaining;
  private boolean isClosed;

  /// The `length` bytes that `source` gives are those from `offset` of `path`.
  public ExactInputStream(
      String path, long offset, long length, InputStream source, Closing closing) {
    this.path = path;
    this.endOffset = Math.addExact(offset, length);
    this.source = source;
    this.closing = closing;
    this.remaining = length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int count = readSource(bytes, offset, Math.toIntExact(Math.min(length, remaining)));
    if (count < 0) {
      throw StintException.transientFailure(
          "%s ended %d bytes early, at %d".formatted(path, remaining, endOffset - remaining),
          new IOException("unexpected end"));
    }
    remaining -= count;
    return count;
  }

  /// Fills `bytes`.
  public void readFully(byte[] bytes) {
    int filled = 0;
    while (filled < bytes.length) {
      int count = read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw new IllegalArgumentException(
            "%s: %d bytes are wanted before %d".formatted(path, bytes.length - filled, endOffset));
      }
      filled += count;
    }
  }

  @Override
  public int available() {
    return Math.toIntExact(Math.min(remaining, Integer.MAX_VALUE));
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      closing.close(remaining == 0);
    } catch (IOException e) {
      throw StintException.transientFailure("cannot end reading " + path, e);
    }
  }

  private int readSource(byte[] bytes, int offset, int length) {
    try {
      return source.read(bytes, offset, length);
    } catch (IOException e) {
      throw StintException.transientFailure(
          "cannot read %s at %d: %s".formatted(path, endOffset - remaining, e.getMessage()), e);
    }
  }
}
