package dev.stint.executor.scan.csv;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.UnescapedQuotes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A CSV format in bytes. Text is looked at as bytes, so that nothing is decoded that nobody asks
/// for; what separates and quotes is ASCII, of which UTF-8 has no byte in any other character, or a
/// separator of several bytes.
final class CsvDialect {

  /// For a character that is switched off: no byte is equal to it.
  private static final int NEVER = 1000;

  private final CsvFormat format;
  private final byte[] separator;
  private final byte[] nullValue;
  private final byte[] emptyValue;
  private final int quote;
  private final int escape;
  private final int quoteEscape;
  private final int comment;

  /// @throws StintException of kind USER when options contradict each other
  CsvDialect(CsvFormat format) {
    this.format = format;
    this.separator = format.sep().getBytes(StandardCharsets.UTF_8);
    this.nullValue = format.nullValue().getBytes(StandardCharsets.UTF_8);
    this.emptyValue = format.emptyValue().getBytes(StandardCharsets.UTF_8);
    this.quote = byteOf(format.quote());
    this.escape = byteOf(format.escape());
    this.quoteEscape =
        format.quoteEscape() == null && escape != quote ? escape : byteOf(format.quoteEscape());
    this.comment = byteOf(format.comment());
    boolean isContradictory =
        separator[0] == quote || separator[0] == comment || (comment != NEVER && comment == quote);
    if (isContradictory) {
      throw StintException.user(
          "the csv options contradict each other: sep, quote and comment must differ");
    }
  }

  private static int byteOf(@Nullable Character character) {
    return character == null ? NEVER : character;
  }

  int quote() {
    return quote;
  }

  int escape() {
    return escape;
  }

  /// What takes the meaning from an escape character inside of quotes.
  int quoteEscape() {
    return quoteEscape;
  }

  int comment() {
    return comment;
  }

  UnescapedQuotes unescapedQuotes() {
    return format.unescapedQuotes();
  }

  boolean isLeadingBlankIgnored() {
    return format.ignoreLeadingWhiteSpace();
  }

  boolean isTrailingBlankIgnored() {
    return format.ignoreTrailingWhiteSpace();
  }

  int maxColumns() {
    return format.maxColumns() < 0 ? Integer.MAX_VALUE : format.maxColumns();
  }

  int maxFieldBytes() {
    return format.maxCharsPerColumn() < 0 ? Integer.MAX_VALUE : format.maxCharsPerColumn();
  }

  /// Whether line ends in quotes become `\n` where the file's own lines end otherwise: not where
  /// the user says what ends a line.
  boolean isLineEndNormalized() {
    return format.text().lineSep() == null;
  }

  byte firstOfSeparator() {
    return separator[0];
  }

  int separatorLength() {
    return separator.length;
  }

  boolean isSeparator(byte[] data, int at, int end) {
    if (data[at] != separator[0]) {
      return false;
    }
    return separator.length == 1
        || (at + separator.length <= end
            && Arrays.equals(data, at, at + separator.length, separator, 0, separator.length));
  }

  /// What a field without a byte in quotes stands for.
  byte[] emptyValue() {
    return emptyValue;
  }

  /// Whether a field is NULL. Quotes make a difference for none but the empty one.
  boolean isNull(byte[] data, int offset, int length, boolean isQuoted) {
    if (length == 0) {
      return !isQuoted;
    }
    return length == nullValue.length
        && Arrays.equals(data, offset, offset + length, nullValue, 0, length);
  }
}
