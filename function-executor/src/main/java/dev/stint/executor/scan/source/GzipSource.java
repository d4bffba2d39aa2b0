package dev.stint.executor.scan.source;

import java.io.IOException;
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
}
