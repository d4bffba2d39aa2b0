package dev.stint.executor.codec;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Little-endian bytes that grow, reserved beforehand. [#clear] keeps the array for the next
/// payload.
final class PayloadWriter {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MIN_BYTES = 1 << 16;

  private final MemoryAccount memory;
  private byte[] bytes = new byte[0];
  private int length;

  PayloadWriter(MemoryAccount memory) {
    this.memory = memory;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /// Makes room for `count` bytes and returns where they go; they must be written.
  private int take(long count) {
    int at = length;
    if (count > bytes.length - at) {
      grow(at + count);
    }
    length = at + (int) count;
    return at;
  }

  private void grow(long needed) {
    String what = memory.user() + ", the rows of a block";
    int larger = ArrayGrowth.doubled(what, Math.max(bytes.length, MIN_BYTES / 2), needed);
    int before = bytes.length;
    memory.reserve(larger);
    bytes = Arrays.copyOf(bytes, larger);
    memory.release(before);
  }

  void putByte(int value) {
    int at = take(1);
    bytes[at] = (byte) value;
  }

  void putShort(int value) {
    int at = take(Short.BYTES);
    SHORT.set(bytes, at, (short) value);
  }

  void putInt(int value) {
    int at = take(Integer.BYTES);
    INT.set(bytes, at, value);
  }

  void putLong(long value) {
    int at = take(Long.BYTES);
    LONG.set(bytes, at, value);
  }

  void putBytes(byte[] source, int start, int count) {
    int at = take(count);
    System.arraycopy(source, start, bytes, at, count);
  }

  /// The low `width` bytes of each of `values[0..count)`.
  void putNarrow(long[] values, int count, int width) {
    int at = take((long) count * width);
    byte[] target = bytes;
    switch (width) {
      case 0 -> {}
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = (byte) values[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          SHORT.set(target, at + 2 * i, (short) values[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          INT.set(target, at + 4 * i, (int) values[i]);
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          LONG.set(target, at + 8 * i, values[i]);
        }
      }
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  /// One bit per flag, the first in the lowest bit.
  void putBits(boolean[] flags, int count) {
    int at = take((count + 7) >> 3);
    Arrays.fill(bytes, at, length, (byte) 0);
    for (int i = 0; i < count; i++) {
      bytes[at + (i >> 3)] |= (byte) ((flags[i] ? 1 : 0) << (i & 7));
    }
  }
}
