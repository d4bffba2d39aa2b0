package dev.stint.executor.codec;

import dev.stint.executor.batch.LittleEndian;
import java.util.Arrays;

/// Numbers of a payload that take 0, 1, 2, 4 or 8 bytes each, unsigned and little-endian, and are
/// added to a base. They lie in `bytes` from `at`, which was checked by whoever made this.
final class NarrowValues {

  private final byte[] bytes;
  private final int at;
  private final int width;
  private final long base;

  NarrowValues(byte[] bytes, int at, int width, long base) {
    if (width != 0 && width != 1 && width != 2 && width != 4 && width != 8) {
      throw new MalformedPayload("a width of " + width);
    }
    this.bytes = bytes;
    this.at = at;
    this.width = width;
    this.base = base;
  }

  /// Writes the values of `count` rows from `from` to the beginning of `out`.
  void read(int from, int count, long[] out) {
    int start = at + from * width;
    switch (width) {
      case 0 -> Arrays.fill(out, 0, count, base);
      case 1 -> {
        for (int i = 0; i < count; i++) {
          out[i] = base + (bytes[start + i] & 0xFF);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          out[i] = base + LittleEndian.unsignedShortAt(bytes, start + 2 * i);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          out[i] = base + LittleEndian.unsignedIntAt(bytes, start + 4 * i);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[i] = base + LittleEndian.longAt(bytes, start + 8 * i);
        }
      }
    }
  }

  /// As [#read(int, int, long\[\])] for values of 8 bytes that are IEEE bits.
  void read(int from, int count, double[] out) {
    int start = at + from * Double.BYTES;
    for (int i = 0; i < count; i++) {
      out[i] = Double.longBitsToDouble(LittleEndian.longAt(bytes, start + 8 * i));
    }
  }

  /// As [#read(int, int, long\[\])] for values without a base that must lie in `[0, limit)`.
  void read(int from, int count, int[] out, int limit) {
    int start = at + from * width;
    switch (width) {
      case 0 -> Arrays.fill(out, 0, count, 0);
      case 1 -> {
        for (int i = 0; i < count; i++) {
          out[i] = bytes[start + i] & 0xFF;
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          out[i] = LittleEndian.unsignedShortAt(bytes, start + 2 * i);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          out[i] = LittleEndian.intAt(bytes, start + 4 * i);
        }
      }
      default -> throw new MalformedPayload("small numbers of 8 bytes");
    }
    check(count, out, limit);
  }

  private static void check(int count, int[] values, int limit) {
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      // Negative where the value is, or where it reaches the limit.
      beyond |= values[i] | (limit - 1 - values[i]);
    }
    if (beyond < 0) {
      throw new MalformedPayload("a value that is not in [0, %d)".formatted(limit));
    }
  }

  /// The sum of the values of rows `[from, to)`, which have no base.
  long sum(int from, int to) {
    long sum = 0;
    switch (width) {
      case 0 -> {}
      case 1 -> {
        for (int i = from; i < to; i++) {
          sum += bytes[at + i] & 0xFF;
        }
      }
      case 2 -> {
        for (int i = from; i < to; i++) {
          sum += LittleEndian.unsignedShortAt(bytes, at + 2 * i);
        }
      }
      case 4 -> {
        for (int i = from; i < to; i++) {
          sum += LittleEndian.unsignedIntAt(bytes, at + 4 * i);
        }
      }
      default -> throw new MalformedPayload("small numbers of 8 bytes");
    }
    return sum;
  }
}
