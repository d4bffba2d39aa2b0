package dev.stint.executor.kernel;

/// Code points in UTF-8, found by their first bytes: those that do not look like `10xxxxxx`.
public final class Utf8 {

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
    int count = 0;
    for (int i = start; i < end; i++) {
      count += isFirst(data[i]) ? 1 : 0;
    }
    return count;
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
    int bits = 0;
    for (int i = start; i < end; i++) {
      bits |= data[i];
    }
    return bits >= 0;
  }
}
