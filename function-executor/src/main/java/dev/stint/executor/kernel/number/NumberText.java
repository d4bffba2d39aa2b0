package dev.stint.executor.kernel.number;

import java.nio.charset.StandardCharsets;

/// Reads whole numbers and booleans in the forms that Spark's casts take, blanks around them
/// removed. A text that is none sets `failed[row]` and gives 0.
public final class NumberText {

  private static final byte[] NO = "no".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] YES = "yes".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private NumberText() {}

  /// The first byte that is no blank or control character, or `end`.
  public static int skipBlanks(byte[] data, int start, int end) {
    int position = start;
    while (position < end && isBlank(data[position])) {
      position++;
    }
    return position;
  }

  /// The end without the blanks and control characters before it.
  public static int dropBlanks(byte[] data, int start, int end) {
    int position = end;
    while (position > start && isBlank(data[position - 1])) {
      position--;
    }
    return position;
  }

  private static boolean isBlank(byte value) {
    return (value >= 0 && value <= ' ') || value == 0x7F;
  }

  /// A whole number in `low` to `high`: digits after an optional sign.
  public static long parseLong(
      byte[] data, int from, int to, long low, long high, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    boolean isNegative = start < end && data[start] == '-';
    int position = isNegative || (start < end && data[start] == '+') ? start + 1 : start;
    if (position == end) {
      failed[row] = true;
      return 0;
    }
    // Counts downwards: the lowest number has no positive counterpart.
    long value = 0;
    for (; position < end; position++) {
      int digit = data[position] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        failed[row] = true;
        return 0;
      }
      long next = value * 10 - digit;
      if (next > value) {
        failed[row] = true;
        return 0;
      }
      value = next;
    }
    boolean isTooLarge = !isNegative && value == Long.MIN_VALUE;
    long result = isNegative ? value : -value;
    if (isTooLarge || result < low || result > high) {
      failed[row] = true;
      return 0;
    }
    return result;
  }

  /// 1 for true, 0 for false.
  public static long parseBoolean(byte[] data, int from, int to, boolean[] failed, int row) {
    int start = skipBlanks(data, from, to);
    int end = dropBlanks(data, start, to);
    return switch (end - start) {
      case 1 ->
          switch (data[start]) {
            case 't', 'T', 'y', 'Y', '1' -> 1;
            case 'f', 'F', 'n', 'N', '0' -> 0;
            default -> noBoolean(failed, row);
          };
      case 2 -> isWord(data, start, NO) ? 0 : noBoolean(failed, row);
      case 3 -> isWord(data, start, YES) ? 1 : noBoolean(failed, row);
      case 4 -> isWord(data, start, TRUE) ? 1 : noBoolean(failed, row);
      case 5 -> isWord(data, start, FALSE) ? 0 : noBoolean(failed, row);
      default -> noBoolean(failed, row);
    };
  }

  /// Whether the letters from `start` on are those of `word`, which is in small ones.
  private static boolean isWord(byte[] data, int start, byte[] word) {
    for (int at = 0; at < word.length; at++) {
      if ((data[start + at] | 0x20) != word[at]) {
        return false;
      }
    }
    return true;
  }

  private static long noBoolean(boolean[] failed, int row) {
    failed[row] = true;
    return 0;
  }
}
