package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.TextRows;
import java.util.Locale;

/// Upper and lower case. ASCII is changed in place of its copy; other text goes through `String`.
public final class TextCase {

  private static final int CASE_BIT = 0x20;

  private TextCase() {}

  public static BytesVector upper(BytesVector texts) {
    return change(texts, 'a', 'z');
  }

  public static BytesVector lower(BytesVector texts) {
    return change(texts, 'A', 'Z');
  }

  /// Flips the case of the ASCII letters `first` to `last`.
  private static BytesVector change(BytesVector texts, char first, char last) {
    int rowCount = texts.rowCount();
    var builder = new BytesBuilder(rowCount, totalBytes(texts));
    byte[] data = texts.data();
    for (int row = 0; row < rowCount; row++) {
      int start = texts.starts()[row];
      int end = start + texts.lengths()[row];
      if (texts.isNull(row)) {
        builder.endRow();
        continue;
      }
      if (Utf8.isAscii(data, start, end)) {
        builder.appendFlipped(data, start, end, first, last, CASE_BIT);
      } else {
        String text = texts.string(row);
        builder.append(
            first == 'a' ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
      }
      builder.endRow();
    }
    return builder.build(texts.nulls());
  }

  private static int totalBytes(BytesVector texts) {
    long total = 0;
    for (int row = 0; row < texts.rowCount(); row++) {
      total += texts.lengths()[row];
    }
    return (int) Math.min(total, Integer.MAX_VALUE - 8);
  }

  /// Lower case, with the first letter of every word between blanks in title case.
  static String capitalized(String text) {
    var result = new StringBuilder(text.length());
    boolean isFirst = true;
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); ) {
      int codePoint = lower.codePointAt(i);
      result.appendCodePoint(isFirst ? Character.toTitleCase(codePoint) : codePoint);
      isFirst = codePoint == ' ';
      i += Character.charCount(codePoint);
    }
    return result.toString();
  }

  public static BytesVector capitalize(BytesVector texts) {
    return TextRows.texts(
        new BytesVector[] {texts}, texts.rowCount(), row -> capitalized(texts.string(row)));
  }
}
