package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LittleEndian;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Little-endian bytes that grow, reserved beforehand. [#clear] keeps the array for the next
/// payload.
final class PayloadWriter {

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
    LittleEndian.putShort(bytes, at, value);
  }

  void putInt(int value) {
    int at = take(Integer.BYTES);
    LittleEndian.putInt(bytes, at, value);
  }

  void putLong(long value) {
    int at = take(Long.BYTES);
    LittleEndian.putLong(bytes, at, value);
  }

  /// The strings of the first `count` rows back to back, NULLs as empty; they take `total` bytes.
  void putStrings(BytesVector strings, int count, long total) {
    int at = take(total);
    byte[] source = strings.data();
    int[] starts = strings.starts();
    int[] lengths = strings.lengths();
    boolean[] nulls = strings.nulls();
    for (int row = 0; row < count; row++) {
      if (nulls == null || !nulls[row]) {
        System.arraycopy(source, starts[row], bytes, at, lengths[row]);
        at += lengths[row];
      }
    }
  }

  /// Each of `values[0..count)`, 0 where NULL.
  void putDoubles(double[] values, boolean @Nullable [] nulls, int count) {
    int at = take((long) count * Double.BYTES);
    byte[] target = bytes;
    for (int i = 0; i < count; i++) {
      LittleEndian.putLong(target, at + 8 * i, Double.doubleToRawLongBits(values[i]));
    }
    clearNulls(nulls, count, at, Double.BYTES);
  }

  /// The low `width` bytes of each of `values[0..count)` less `base`, 0 where NULL.
  void putNarrow(long[] values, long base, boolean @Nullable [] nulls, int count, int width) {
    int at = take((long) count * width);
    byte[] target = bytes;
    switch (width) {
      case 0 -> {}
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = (byte) (values[i] - base);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          LittleEndian.putShort(target, at + 2 * i, values[i] - base);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          LittleEndian.putInt(target, at + 4 * i, values[i] - base);
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          LittleEndian.putLong(target, at + 8 * i, values[i] - base);
        }
      }
      default -> throw new IllegalArgumentException("width " + width);
    }
    clearNulls(nulls, count, at, width);
  }

  /// The low `width` bytes, at most four, of each of `values[0..count)`, 0 where NULL.
  void putNarrow(int[] values, boolean @Nullable [] nulls, int count, int width) {
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
          LittleEndian.putShort(target, at + 2 * i, values[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          LittleEndian.putInt(target, at + 4 * i, values[i]);
        }
      }
      default -> throw new IllegalArgumentException("width " + width);
    }
    clearNulls(nulls, count, at, width);
  }

  private void clearNulls(boolean @Nullable [] nulls, int count, int at, int width) {
    for (int row = 0; nulls != null && row < count; row++) {
      if (nulls[row]) {
        Arrays.fill(bytes, at + row * width, at + (row + 1) * width, (byte) 0);
      }
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
