package dev.stint.executor.scan.csv;

import java.io.Reader;

/// Bytes as `char`s of the same value.
final class ByteChars extends Reader {

  private final byte[] data;
  private final int to;
  private final byte escape;
  private final byte quote;
  private int position;

  /// The bytes `data[from..to)`; `escape` 0 for none.
  ByteChars(byte[] data, int from, int to, byte escape, byte quote) {
    this.data = data;
    this.position = from;
    this.to = to;
    this.escape = escape;
    this.quote = quote;
  }

  @Override
  public int read(char[] out, int offset, int length) {
    if (position == to) {
      return -1;
    }
    return escape == 0 ? plain(out, offset, length) : escaped(out, offset, length);
  }

  private int plain(char[] out, int offset, int length) {
    int count = Math.min(length, to - position);
    for (int i = 0; i < count; i++) {
      out[offset + i] = (char) (data[position + i] & 0xff);
    }
    position += count;
    return count;
  }

  /// An escape character and the quote or escape character behind it become one marked `char`.
  private int escaped(char[] out, int offset, int length) {
    int count = 0;
    while (count < length && position < to) {
      byte value = data[position++];
      boolean isEscape =
          value == escape && position < to && (data[position] == quote || data[position] == escape);
      out[offset + count++] =
          (char) (isEscape ? CsvDialect.ESCAPED | (data[position++] & 0xff) : value & 0xff);
    }
    return count;
  }

  @Override
  public void close() {}
}
