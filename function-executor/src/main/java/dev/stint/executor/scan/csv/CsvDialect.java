package dev.stint.executor.scan.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A CSV format as FastCSV is told it. Text goes through FastCSV as bytes, one `char` each, so that
/// nothing is decoded that nobody asks for; [#ESCAPED] marks bytes that an escape character has
/// robbed of their meaning.
final class CsvDialect {

  /// Set in a `char` whose byte an escape character precedes.
  static final int ESCAPED = 0x100;

  /// No byte, hence in no file.
  private static final char NEVER = '\uffff';

  private static final int MAX_FIELD_BYTES = 64 << 20;

  private final CsvFormat format;
  private final CsvReader.CsvReaderBuilder builder;

  /// @throws StintException of kind USER when options contradict each other
  CsvDialect(CsvFormat format) {
    this.format = format;
    var separator = separator(format);
    boolean isTrimmed = format.ignoreLeadingWhiteSpace() || format.ignoreTrailingWhiteSpace();
    this.builder =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(single("quote", format.quote()))
            .commentCharacter(single("comment", format.comment()))
            .commentStrategy(format.comment() == null ? CommentStrategy.NONE : CommentStrategy.SKIP)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(true)
            .trimWhitespacesAroundQuotes(isTrimmed)
            .maxBufferSize(MAX_FIELD_BYTES);
    single("escape", format.escape());
  }

  private static String separator(CsvFormat format) {
    var text = format.sep().equals("\\t") ? "\t" : format.sep();
    if (text.isEmpty()) {
      throw StintException.user("option sep of csv is empty; use the character between fields");
    }
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static char single(String option, @Nullable Character character) {
    if (character == null) {
      return NEVER;
    }
    if (character > 0x7f) {
      throw StintException.user(
          "option %s of csv is '%s'; use an ASCII character".formatted(option, character));
    }
    return character;
  }

  /// Whether a character other than the quote itself takes the meaning from quotes.
  boolean isEscaped() {
    return format.escape() != null && !format.escape().equals(format.quote());
  }

  /// 0 when there is none.
  byte escape() {
    return isEscaped() && format.escape() != null ? (byte) format.escape().charValue() : 0;
  }

  byte quote() {
    return format.quote() == null ? 0 : (byte) format.quote().charValue();
  }

  <T> CsvReader<T> reader(CsvCallbackHandler<T> handler, Reader reader) {
    try {
      return builder.build(handler, reader);
    } catch (IllegalArgumentException e) {
      throw StintException.user(
          "the csv options contradict each other: %s; sep, quote and comment must differ"
              .formatted(e.getMessage()),
          e);
    }
  }
}
