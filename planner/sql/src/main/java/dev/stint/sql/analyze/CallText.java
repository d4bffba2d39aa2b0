package dev.stint.sql.analyze;

/// The words of a call, of which the names of columns are made that nobody names.
final class CallText {

  private CallText() {}

  /// The call as far as its arguments go, without FILTER and what else may follow.
  static String call(String text) {
    return text.substring(0, close(text));
  }

  /// What stands in the parentheses, without DISTINCT.
  static String arguments(String text) {
    int open = text.indexOf('(');
    int close = close(text) - 1;
    String inner = open < 0 || close < open ? text : text.substring(open + 1, close);
    return inner.replaceFirst("(?i)^distinct ", "").strip();
  }

  /// The index after the parenthesis that closes the first one.
  private static int close(String text) {
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '(') {
        depth++;
      } else if (text.charAt(at) == ')') {
        depth--;
        if (depth == 0) {
          return at + 1;
        }
      }
    }
    return text.length();
  }
}
