package dev.stint.executor.scan.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Decompresses gzip, of one member or several, as it reads.
final class GzipSource implements ByteSource {

  private final ByteSource compressed;
  private final GZIPInputStream stream;

  /// Takes over `compressed`.
  GzipSource(ByteSource compressed) throws IOException {
    this.compressed = compressed;
    this.stream = new GZIPInputStream(new SourceStream(compressed), 64 << 10);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return stream.read(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    compressed.close();
  }

  private static final class SourceStream extends InputStream {

    private final ByteSource source;

    SourceStream(ByteSource source) {
      this.source = source;
    }

    /// There may always be more: else a member that begins where a read ended would be missed.
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
}
