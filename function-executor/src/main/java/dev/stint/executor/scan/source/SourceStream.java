package dev.stint.executor.scan.source;

import java.io.IOException;
import java.io.InputStream;

/// A source as a stream. Closing it does nothing: the source is its owner's.
final class SourceStream extends InputStream {

  private final ByteSource source;

  SourceStream(ByteSource source) {
    this.source = source;
  }

  /// There may always be more: else a member of a gzip file that begins where a read ended would be
  /// missed.
  @Override
  public int available() {
    return 1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return length == 0 ? 0 : source.read(bytes, offset, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return source.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
