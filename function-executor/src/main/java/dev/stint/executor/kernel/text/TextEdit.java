package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Searching and changing strings, row by row.
public final class TextEdit {

  private TextEdit() {}

  /// Pads on the left or the right; the padding is a blank without a third argument.
  public static BytesVector pad(Vector[] arguments, int rowCount, boolean isLeft) {
    var texts = (BytesVector) arguments[0];
    var lengths = (LongVector) arguments[1];
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          String padding = arguments.length > 2 ? string(arguments[2], row) : " ";
          return Concat.padded(texts.string(row), lengths.values()[row], padding, isLeft);
        });
  }

  /// As [#pad], of bytes.
  public static BytesVector padBytes(Vector[] arguments, int rowCount, boolean isLeft) {
    var values = (BytesVector) arguments[0];
    var lengths = (LongVector) arguments[1];
    var paddings = (BytesVector) arguments[2];
    return TextRows.bytes(
        arguments,
        rowCount,
        row -> padded(values.bytes(row), lengths.values()[row], paddings.bytes(row), isLeft));
  }

  private static byte[] padded(byte[] bytes, long length, byte[] padding, boolean isLeft) {
    if (length <= bytes.length || padding.length == 0) {
      return Arrays.copyOf(bytes, (int) Math.clamp(length, 0L, (long) bytes.length));
    }
    int added = Math.toIntExact(length - bytes.length);
    byte[] result = new byte[Math.toIntExact(length)];
    System.arraycopy(bytes, 0, result, isLeft ? added : 0, bytes.length);
    int start = isLeft ? 0 : bytes.length;
    for (int at = 0; at < added; at++) {
      result[start + at] = padding[at % padding.length];
    }
    return result;
  }

  public static BytesVector reverse(BytesVector texts) {
    return TextRows.texts(
        new Vector[] {texts},
        texts.rowCount(),
        row -> new StringBuilder(texts.string(row)).reverse().toString());
  }

  /// Text, what is sought, and what takes its place (nothing without a third argument).
  public static BytesVector replace(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          String text = string(arguments[0], row);
          String sought = string(arguments[1], row);
          String replacement = arguments.length > 2 ? string(arguments[2], row) : "";
          return sought.isEmpty() ? text : text.replace(sought, replacement);
        });
  }

  /// Part, text and start from 1 give the part's position from 1, in code points; 0 when absent.
  public static LongVector locate(Vector[] arguments, int rowCount) {
    var parts = (BytesVector) arguments[0];
    var texts = (BytesVector) arguments[1];
    return TextRows.longs(
        arguments,
        rowCount,
        row -> {
          long from = arguments.length > 2 ? ((LongVector) arguments[2]).values()[row] : 1;
          return position(parts, texts, row, from);
        });
  }

  private static long position(BytesVector parts, BytesVector texts, int row, long from) {
    int partStart = parts.starts()[row];
    byte[] part = Arrays.copyOfRange(parts.data(), partStart, partStart + parts.lengths()[row]);
    if (from < 1 || part.length == 0) {
      return from < 1 ? 0 : 1;
    }
    int start = texts.starts()[row];
    int end = start + texts.lengths()[row];
    int first = Utf8.offset(texts.data(), start, end, from - 1);
    int found = BytesSearch.indexOf(part, texts.data(), first, end);
    return found < 0 ? 0 : Utf8.count(texts.data(), start, found) + 1;
  }

  /// Text, separator and number of the part, from 1, or from the end when negative; an absent part
  /// is empty.
  public static BytesVector splitPart(Vector[] arguments, int rowCount) {
    var numbers = (LongVector) arguments[2];
    return TextRows.texts(
        arguments,
        rowCount,
        row -> part(string(arguments[0], row), string(arguments[1], row), numbers.values()[row]));
  }

  private static String part(String text, String separator, long number) {
    if (number == 0) {
      throw StintException.user(
          "[INVALID_INDEX_OF_ZERO] split_part: the part's number must not be 0. Parts count from 1,"
              + " or from -1 at the end.");
    }
    if (separator.isEmpty()) {
      return number == 1 || number == -1 ? text : "";
    }
    // A boundary before the text, after it, and at each separator between.
    long wanted = number > 0 ? number - 1 : count(text, separator) + 1 + number;
    int start = 0;
    for (long i = 0; i < wanted; i++) {
      int found = text.indexOf(separator, start);
      if (found < 0) {
        return "";
      }
      start = found + separator.length();
    }
    int end = text.indexOf(separator, start);
    return wanted < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
  }

  private static long count(String text, String separator) {
    long count = 0;
    for (int found = text.indexOf(separator);
        found >= 0;
        found = text.indexOf(separator, found + separator.length())) {
      count++;
    }
    return count;
  }

  /// Text, separator and count: all before that many separators, or after that many from the end
  /// when negative.
  public static BytesVector substringIndex(Vector[] arguments, int rowCount) {
    var counts = (LongVector) arguments[2];
    return TextRows.texts(
        arguments,
        rowCount,
        row -> until(string(arguments[0], row), string(arguments[1], row), counts.values()[row]));
  }

  private static String until(String text, String separator, long count) {
    if (separator.isEmpty() || count == 0) {
      return "";
    }
    if (count > 0) {
      int found = -1;
      for (long i = 0; i < count; i++) {
        found = text.indexOf(separator, found + 1);
        if (found < 0) {
          return text;
        }
      }
      return text.substring(0, found);
    }
    int found = text.length();
    for (long i = 0; i > count; i--) {
      found = text.lastIndexOf(separator, found - 1);
      if (found < 0) {
        return text;
      }
    }
    return text.substring(found + separator.length());
  }

  /// Text, characters, and what each of them becomes; those without a counterpart are removed.
  public static BytesVector translate(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        arguments,
        rowCount,
        row ->
            translate(
                string(arguments[0], row), string(arguments[1], row), string(arguments[2], row)));
  }

  private static String translate(String text, String from, String to) {
    int[] sources = from.codePoints().toArray();
    int[] targets = to.codePoints().toArray();
    Map<Integer, Integer> becomes = new HashMap<>();
    for (int i = 0; i < sources.length; i++) {
      becomes.putIfAbsent(sources[i], i < targets.length ? targets[i] : -1);
    }
    var result = new StringBuilder(text.length());
    text.codePoints()
        .map(codePoint -> becomes.getOrDefault(codePoint, codePoint))
        .filter(codePoint -> codePoint >= 0)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  /// The first code point; 0 of an empty string.
  public static LongVector firstCodePoint(BytesVector texts) {
    return TextRows.longs(
        new Vector[] {texts},
        texts.rowCount(),
        row -> texts.lengths()[row] == 0 ? 0 : texts.string(row).codePointAt(0));
  }

  /// The character of Latin-1 that a number's low byte stands for; none for negative numbers.
  public static BytesVector character(LongVector numbers) {
    return TextRows.texts(
        new Vector[] {numbers},
        numbers.rowCount(),
        row -> {
          long number = numbers.values()[row];
          return number < 0 ? "" : String.valueOf((char) (number & 0xFF));
        });
  }

  /// How many code points must be inserted, removed or replaced to get from one to the other; -1 if
  /// that is more than the limit, where there is one.
  public static LongVector distance(
      BytesVector left, BytesVector right, @Nullable LongVector limits) {
    return TextRows.longs(
        limits == null ? new Vector[] {left, right} : new Vector[] {left, right, limits},
        left.rowCount(),
        row -> {
          long distance =
              distance(
                  left.string(row).codePoints().toArray(),
                  right.string(row).codePoints().toArray());
          return limits == null || distance <= limits.values()[row] ? distance : -1;
        });
  }

  private static long distance(int[] left, int[] right) {
    int[] above = new int[right.length + 1];
    int[] current = new int[right.length + 1];
    Arrays.setAll(above, column -> column);
    for (int i = 1; i <= left.length; i++) {
      current[0] = i;
      for (int j = 1; j <= right.length; j++) {
        int replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(above[j], current[j - 1]) + 1);
      }
      int[] swapped = above;
      above = current;
      current = swapped;
    }
    return above[right.length];
  }

  private static String string(Vector vector, int row) {
    return ((BytesVector) vector).string(row);
  }
}
