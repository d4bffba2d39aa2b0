package dev.stint.executor.codec;

import dev.stint.executor.batch.LittleEndian;

/// Finds what [PayloadWriter] wrote. Every method throws [MalformedPayload] when the bytes end too
/// early.
final class PayloadReader {

  private final byte[] bytes;
  private final int end;
  private int position;

  PayloadReader(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.position = offset;
    this.end = end;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where the next `count` bytes are, which count as read.
  int take(long count) {
    if (count < 0 || count > end - position) {
      throw new MalformedPayload(
          "%d bytes are wanted where %d are left".formatted(count, end - position));
    }
    int at = position;
    position += (int) count;
    return at;
  }

  int remaining() {
    return end - position;
  }

  int readByte() {
    return bytes[take(1)] & 0xFF;
  }

  int readShort() {
    return LittleEndian.unsignedShortAt(bytes, take(Short.BYTES));
  }

  int readInt() {
    return LittleEndian.intAt(bytes, take(Integer.BYTES));
  }

  long readLong() {
    return LittleEndian.longAt(bytes, take(Long.BYTES));
  }

  /// `count` values of `width` bytes each, which are added to `base`.
  NarrowValues takeNarrow(int count, int width, long base) {
    return new NarrowValues(bytes, take((long) count * width), width, base);
  }
}
