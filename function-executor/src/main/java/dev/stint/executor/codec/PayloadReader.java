package dev.stint.executor.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads what [PayloadWriter] wrote. Every method throws [MalformedPayload] when the bytes end too
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

  /// Where the next `count` bytes are, which count as read.
  private int take(long count) {
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

  /// A copy of the next `count` bytes.
  byte[] readBytes(int count) {
    int at = take(count);
    return java.util.Arrays.copyOfRange(bytes, at, at + count);
  }

  /// `count` values of `width` bytes each, read as unsigned and added to `base`.
  long[] readNarrow(int count, int width, long base) {
    if (width != 0 && width != 1 && width != 2 && width != 4 && width != 8) {
      throw new MalformedPayload("a width of " + width);
    }
    int at = take((long) count * width);
    long[] values = new long[count];
    switch (width) {
      case 0 -> java.util.Arrays.fill(values, base);
      case 1 -> {
        for (int i = 0; i < count; i++) {
          values[i] = base + (bytes[at + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          values[i] = base + ((short) SHORT.get(bytes, at + 2 * i) & 0xFFFF);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          values[i] = base + ((int) INT.get(bytes, at + 4 * i) & 0xFFFFFFFFL);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          values[i] = base + (long) LONG.get(bytes, at + 8 * i);
        }
      }
    }
    return values;
  }

  /// As [#readNarrow] for values that must lie in `[0, limit)`.
  int[] readNarrowInts(int count, int width, int limit) {
    long[] values = readNarrow(count, width, 0);
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      if (values[i] < 0 || values[i] >= limit) {
        throw new MalformedPayload(values[i] + " where " + limit + " is the limit");
      }
      ints[i] = (int) values[i];
    }
    return ints;
  }

  boolean[] readBits(int count) {
    int at = take((count + 7L) >> 3);
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i++) {
      flags[i] = (bytes[at + (i >> 3)] >> (i & 7) & 1) != 0;
    }
    return flags;
  }
}
