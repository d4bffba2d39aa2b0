package dev.stint.executor.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds what [PayloadWriter] wrote. Every method throws [MalformedPayload] when the bytes end too
/// early.
final class PayloadReader {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    return (short) SHORT.get(bytes, take(Short.BYTES)) & 0xFFFF;
  }

  int readInt() {
    return (int) INT.get(bytes, take(Integer.BYTES));
  }

  long readLong() {
    return (long) LONG.get(bytes, take(Long.BYTES));
  }

  /// `count` values of `width` bytes each, which are added to `base`.
  NarrowValues takeNarrow(int count, int width, long base) {
    return new NarrowValues(bytes, take((long) count * width), width, base);
  }
}
