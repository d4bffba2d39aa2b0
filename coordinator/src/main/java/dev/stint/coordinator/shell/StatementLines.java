package dev.stint.coordinator.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/// Tells the editor when Enter ends the input and when it only begins another line: a statement
/// goes on until its `;`.
final class StatementLines implements Parser {

  /// Cuts words for completion. Quotes and backslashes mean nothing to it, since a statement that
  /// is being typed has quotes that are open.
  private final DefaultParser words = words();

  private static DefaultParser words() {
    var parser =
        new DefaultParser() {
          @Override
          public boolean isDelimiterChar(CharSequence buffer, int at) {
            return !isInBackticks(buffer, at)
                && ("(),;=<>+*|.".indexOf(buffer.charAt(at)) >= 0
                    || super.isDelimiterChar(buffer, at));
          }
        };
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    return parser;
  }

  /// Where a path may stand, with dots and blanks.
  private static boolean isInBackticks(CharSequence buffer, int at) {
    return buffer.chars().limit(at).filter(c -> c == '`').count() % 2 == 1;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean isWhole =
        StatementEnd.isBlank(line) || ShellCommandLine.isIn(line) || StatementEnd.in(line) >= 0;
    if (context == ParseContext.ACCEPT_LINE && !isWhole) {
      throw new EOFError(-1, cursor, "the statement goes on");
    }
    return words.parse(line, cursor, ParseContext.COMPLETE);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }
}
