package dev.stint.executor.scan.source;

import org.jspecify.annotations.Nullable;

/// What ends a line: one character, or any of `\n`, `\r\n` and `\r`.
record LineEnds(int character) {

  private static final int ANY = -1;

  static LineEnds of(@Nullable Character lineSep) {
    return new LineEnds(lineSep == null ? ANY : lineSep);
  }

  byte[] bytes() {
    return character == ANY ? new byte[] {'\n', '\r'} : new byte[] {(byte) character};
  }

  /// Whether a line ends with the byte at `at`, which the first half of a pair does not. A `\r` in
  /// the last byte before `to` may be one; it is `isLastReturnEnd` that it is none.
  boolean isEnd(byte[] data, int at, int to, boolean isLastReturnEnd) {
    byte value = data[at];
    if (character != ANY) {
      return value == character;
    }
    return value == '\n'
        || (value == '\r' && (at + 1 == to ? isLastReturnEnd : data[at + 1] != '\n'));
  }

  /// Where the line that begins at `position` ends: at its terminator, or at `to`.
  int endOfLine(byte[] data, int position, int to) {
    int end = position;
    if (character != ANY) {
      while (end < to && data[end] != character) {
        end++;
      }
      return end;
    }
    while (end < to && data[end] != '\n' && data[end] != '\r') {
      end++;
    }
    return end;
  }

  /// Where the line after the one that ends at `end` begins.
  int afterTerminator(byte[] data, int end, int to) {
    if (end >= to) {
      return to;
    }
    boolean isPair = character == ANY && data[end] == '\r' && end + 1 < to && data[end + 1] == '\n';
    return end + (isPair ? 2 : 1);
  }
}
