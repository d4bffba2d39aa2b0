package dev.stint.executor.scan.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.io.ParquetDecodingException;

/// Takes a page's bytes: without a copy when they come in one array of their own, as decompressed
/// pages do.
final class PageBytes extends OutputStream {

  private byte[] bytes = new byte[0];
  private int length;
  private final int expected;

  private PageBytes(int expected) {
    this.expected = expected;
  }

  static byte[] of(BytesInput input) {
    var taken = new PageBytes(Math.toIntExact(input.size()));
    try {
      input.writeAllTo(taken);
    } catch (IOException e) {
      throw new ParquetDecodingException("the page cannot be decompressed: " + e.getMessage(), e);
    }
    if (taken.length != taken.expected) {
      throw new ParquetDecodingException(
          "a page of %d bytes instead of %d".formatted(taken.length, taken.expected));
    }
    return taken.bytes;
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    if (length == 0 && offset == 0 && count == expected && count == from.length) {
      bytes = from;
    } else {
      bytes = length == 0 ? new byte[expected] : bytes;
      System.arraycopy(from, offset, bytes, length, count);
    }
    length += count;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }
}
