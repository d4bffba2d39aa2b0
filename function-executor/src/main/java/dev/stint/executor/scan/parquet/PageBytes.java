package dev.stint.executor.scan.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.io.ParquetDecodingException;

/// Takes a page's bytes, in an array of its own or one of a column's. Compressed pages are
/// decompressed into it; see [LazyCodecs].
final class PageBytes extends OutputStream {

  private final byte[] bytes;
  private final int expected;
  private int length;

  private PageBytes(byte[] bytes, int expected) {
    this.bytes = bytes;
    this.expected = expected;
  }

  /// The bytes in an array of just their length.
  static byte[] of(BytesInput input) {
    int size = Math.toIntExact(input.size());
    return take(input, new byte[size], size);
  }

  /// The bytes at the start of the next of `buffers`.
  static byte[] of(BytesInput input, PageBuffers buffers) {
    int size = Math.toIntExact(input.size());
    return take(input, buffers.next(size), size);
  }

  private static byte[] take(BytesInput input, byte[] bytes, int size) {
    var taken = new PageBytes(bytes, size);
    try {
      input.writeAllTo(taken);
    } catch (IOException e) {
      throw new ParquetDecodingException("the page cannot be decompressed: " + e.getMessage(), e);
    }
    if (taken.length != size) {
      throw new ParquetDecodingException(
          "a page of %d bytes instead of %d".formatted(taken.length, size));
    }
    return bytes;
  }

  /// The array, of which the caller fills all of the page's bytes.
  byte[] fill() {
    length = expected;
    return bytes;
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    if (count > expected - length) {
      throw new ParquetDecodingException("a page of more than %d bytes".formatted(expected));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }
}
