package dev.stint.executor.scan.source;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A source as a stream. Closing it does nothing: the source is its owner's.
final class SourceStream extends InputStream {

  private final ByteSource source;
  private @Nullable IOException failure;

  SourceStream(ByteSource source) {
    this.source = source;
  }

  /// What the source failed with, if it has: readers of the stream may make of it what they like.
  @Nullable IOException failure() {
    return failure;
  }

  /// There may always be more: else a member of a gzip file that begins where a read ended would be
  /// missed.
  @Override
  public int available() {
    return 1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return length == 0 ? 0 : source.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
