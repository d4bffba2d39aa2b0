package dev.stint.executor.scan.csv;

import dev.stint.plan.format.CsvFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Turns a field as FastCSV gives it, a byte in each `char`, into the bytes of a cell, as the
/// format's options on blanks, escapes and NULLs want it.
final class FieldBytes {

  static final int NULL = -1;

  private final CsvFormat format;
  private final byte escape;
  private final byte[] nullValue;

  FieldBytes(CsvFormat format) {
    this.format = format;
    this.escape = new CsvDialect(format).escape();
    this.nullValue = format.nullValue().getBytes(StandardCharsets.UTF_8);
  }

  /// How many bytes a field of so many characters needs at most.
  static int bound(int length) {
    return 2 * length;
  }

  /// Writes a field's bytes from `at` on and gives their count, or [#NULL].
  int write(char[] chars, int offset, int length, boolean isQuoted, byte[] into, int at) {
    int start = offset;
    int end = offset + length;
    if (!isQuoted) {
      start = format.ignoreLeadingWhiteSpace() ? skipBlanks(chars, start, end) : start;
      end = format.ignoreTrailingWhiteSpace() ? dropBlanks(chars, start, end) : end;
    }
    if (start == end) {
      return isQuoted ? 0 : NULL;
    }
    int used =
        escape == 0
            ? narrow(chars, start, end, into, at)
            : unescape(chars, start, end, into, at, isQuoted);
    return isNullValue(into, at, used) ? NULL : used;
  }

  private static int skipBlanks(char[] chars, int start, int end) {
    int first = start;
    while (first < end && chars[first] <= ' ') {
      first++;
    }
    return first;
  }

  private static int dropBlanks(char[] chars, int start, int end) {
    int last = end;
    while (last > start && chars[last - 1] <= ' ') {
      last--;
    }
    return last;
  }

  private static int narrow(char[] chars, int start, int end, byte[] into, int at) {
    for (int i = start; i < end; i++) {
      into[at + i - start] = (byte) chars[i];
    }
    return end - start;
  }

  /// Outside quotes an escape character stands for itself.
  private int unescape(char[] chars, int start, int end, byte[] into, int at, boolean isQuoted) {
    int used = at;
    for (int i = start; i < end; i++) {
      if (!isQuoted && chars[i] >= CsvDialect.ESCAPED) {
        into[used++] = escape;
      }
      into[used++] = (byte) chars[i];
    }
    return used - at;
  }

  private boolean isNullValue(byte[] bytes, int at, int length) {
    return length == nullValue.length
        && length > 0
        && Arrays.equals(bytes, at, at + length, nullValue, 0, length);
  }
}
