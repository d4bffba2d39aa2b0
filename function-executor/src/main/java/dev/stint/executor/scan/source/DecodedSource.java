package dev.stint.executor.scan.source;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text of another character set as UTF-8. What the set does not have becomes U+FFFD.
final class DecodedSource implements ByteSource {

  private static final int CHARS = 16 << 10;

  private final ByteSource encoded;
  private final Reader reader;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final CharBuffer chars = CharBuffer.allocate(CHARS).flip();
  private final ByteBuffer bytes = ByteBuffer.allocate(3 * CHARS).flip();
  private boolean isAtEnd;

  /// Takes over `encoded`.
  DecodedSource(ByteSource encoded, Charset charset) {
    this.encoded = encoded;
    this.reader = new InputStreamReader(new SourceStream(encoded), charset);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!bytes.hasRemaining()) {
      if (isAtEnd) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(into, offset, count);
    return count;
  }

  /// Half of a pair of surrogates waits for the other one.
  private void fill() throws IOException {
    chars.compact();
    isAtEnd = reader.read(chars) < 0;
    chars.flip();
    bytes.clear();
    encoder.encode(chars, bytes, isAtEnd);
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    encoded.close();
  }
}
