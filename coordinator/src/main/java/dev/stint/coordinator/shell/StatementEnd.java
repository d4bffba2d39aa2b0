package dev.stint.coordinator.shell;

/// Finds the `;` that ends a statement: the first one outside of quotes and comments, by the rules
/// of Spark's lexer.
final class StatementEnd {

  private final String text;
  private int at;

  private StatementEnd(String text) {
    this.text = text;
  }

  /// The index of the `;`, or -1 when the text goes on: its statement has no end yet.
  static int in(String text) {
    return new StatementEnd(text).find();
  }

  /// Whether there is nothing to run: only white space and comments that are closed.
  static boolean isBlank(String text) {
    var scan = new StatementEnd(text);
    while (scan.at < text.length()) {
      if (Character.isWhitespace(text.charAt(scan.at))) {
        scan.at++;
      } else if (!scan.skipComment()) {
        return false;
      }
    }
    return scan.at == text.length();
  }

  private int find() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';') {
        return at;
      }
      if (c == '\'' || c == '"') {
        skipString(c);
      } else if (c == '`') {
        skipTo('`');
      } else if (!skipComment()) {
        at++;
      }
    }
    return -1;
  }

  /// A backslash takes the next character along, but not in a raw string, `r'…'`.
  private void skipString(char quote) {
    if (isRaw()) {
      skipTo(quote);
      return;
    }
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private boolean isRaw() {
    return at > 0
        && Character.toLowerCase(text.charAt(at - 1)) == 'r'
        && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
  }

  private void skipTo(char quote) {
    int end = text.indexOf(quote, at + 1);
    at = end < 0 ? text.length() : end + 1;
  }

  private boolean skipComment() {
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
      return true;
    }
    if (text.startsWith("/*", at) && !text.startsWith("/*+", at)) {
      skipBracketedComment();
      return true;
    }
    return false;
  }

  /// Comments in brackets nest. One that is not closed leaves the place behind the text's end, so
  /// that nothing passes for whole.
  private void skipBracketedComment() {
    int depth = 0;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
    if (depth > 0) {
      at = text.length() + 1;
    }
  }
}
