package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.LittleEndian;

/// Code points in UTF-8, found by their first bytes: those that do not look like `10xxxxxx`.
public final class Utf8 {

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  static boolean isFirst(byte value) {
    return (value & 0xC0) != 0x80;
  }

  /// Where the code point after the one at `position` starts, at most `end`.
  static int next(byte[] data, int position, int end) {
    int next = position + 1;
    while (next < end && !isFirst(data[next])) {
      next++;
    }
    return next;
  }

  /// Where the code point before `position` starts, at least `start`.
  static int previous(byte[] data, int start, int position) {
    int previous = position - 1;
    while (previous > start && !isFirst(data[previous])) {
      previous--;
    }
    return previous;
  }

  /// How many code points `data[start..end)` holds.
  static int count(byte[] data, int start, int end) {
    int followers = 0;
    int position = start;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      long eight = LittleEndian.longAt(data, position);
      // The bytes whose two high bits are 10.
      followers += Long.bitCount((eight >>> 7) & ~(eight >>> 6) & LOW_BITS);
    }
    for (; position < end; position++) {
      followers += isFirst(data[position]) ? 0 : 1;
    }
    return end - start - followers;
  }

  /// Where the code point number `index`, from 0, starts; `end` when there are not so many.
  static int offset(byte[] data, int start, int end, long index) {
    int position = start;
    for (long i = 0; i < index && position < end; i++) {
      position = next(data, position, end);
    }
    return position;
  }

  static boolean isAscii(byte[] data, int start, int end) {
    long bits = 0;
    int position = start;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      bits |= LittleEndian.longAt(data, position);
    }
    int rest = end - position;
    if (rest > 0 && position <= data.length - Long.BYTES) {
      // What is behind the end is cut off.
      bits |= LittleEndian.longAt(data, position) << (Long.SIZE - Byte.SIZE * rest);
      return (bits & HIGH_BITS) == 0;
    }
    for (; position < end; position++) {
      bits |= data[position];
    }
    return (bits & HIGH_BITS) == 0;
  }
}
