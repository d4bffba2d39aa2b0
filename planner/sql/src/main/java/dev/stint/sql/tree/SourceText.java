package dev.stint.sql.tree;

import dev.stint.plan.failure.StintException;

/// The statement as the user wrote it: makes errors that show where they are, and in which
/// statement where that is not plain.
public final class SourceText {

  private final String text;
  private final String title;

  public SourceText(String text) {
    this(text, "");
  }

  /// `title` stands before the place of each error.
  public SourceText(String text, String title) {
    this.text = text;
    this.title = title;
  }

  public String text() {
    return text;
  }

  public StintException error(Tree tree, String message) {
    return error(tree.span(), message);
  }

  /// An error of kind USER: the message, then the line with the span underlined.
  public StintException error(Span span, String message) {
    if (!span.isKnown() || span.start() > text.length()) {
      return StintException.user(title + message);
    }
    int lineStart = lineStart(span.start());
    int lineEnd = lineEnd(span.start());
    int column = span.start() - lineStart;
    int end = Math.clamp(span.end(), span.start() + 1, Math.max(lineEnd, span.start() + 1));
    int number = number(lineStart);
    String line = text.substring(lineStart, lineEnd);
    String prefix = "  " + number + " | ";
    return StintException.user(
        "%sline %d, column %d: %s%n%s%s%n%s%s"
            .formatted(
                title,
                number,
                column + 1,
                message,
                prefix,
                line,
                " ".repeat(prefix.length()) + indentation(line, column),
                "^".repeat(end - span.start())));
  }

  /// What was written there, character by character; nothing where nothing was.
  public String exact(Tree tree) {
    return exact(tree.span());
  }

  public String exact(Span span) {
    return span.isKnown() ? text.substring(span.start(), span.end()) : "";
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && !isLineEnd(start - 1)) {
      start--;
    }
    return start;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int number(int lineStart) {
    int number = 1;
    for (int at = 0; at < lineStart; at++) {
      number += isLineEnd(at) ? 1 : 0;
    }
    return number;
  }

  /// Whether a line ends with this character: a line feed, or a carriage return without one.
  private boolean isLineEnd(int at) {
    char c = text.charAt(at);
    return c == '\n' || (c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n'));
  }

  /// Blanks as wide as the line's beginning: tabs stay tabs, so that the underline stands right.
  private static String indentation(String line, int width) {
    var indentation = new StringBuilder();
    for (int at = 0; at < width; at++) {
      indentation.append(at < line.length() && line.charAt(at) == '\t' ? '\t' : ' ');
    }
    return indentation.toString();
  }
}
