package dev.stint.sql.parse;

/// Spark's escapes in string literals.
final class Escapes {

  private Escapes() {}

  /// The value of a literal's body: a backslash before n, t, r, b, 0 or Z, before u and four or U
  /// and eight hexadecimal digits, or before three octal ones stands for a character; before `%`
  /// and `_` it stays, for LIKE; another escaped character stands for itself, a doubled quote for
  /// one.
  static String resolve(String body, char quote) {
    return resolve(body, quote, String.valueOf(quote));
  }

  /// The same where a doubled quote ends one literal and begins the next.
  static String separate(String body, char quote) {
    return resolve(body, quote, "");
  }

  private static String resolve(String body, char quote, String doubled) {
    var value = new StringBuilder(body.length());
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == quote) {
        value.append(doubled);
        at += 2;
      } else if (c == '\\' && at + 1 < body.length()) {
        at = escape(body, at + 1, value);
      } else {
        value.append(c);
        at++;
      }
    }
    return value.toString();
  }

  private static int escape(String body, int at, StringBuilder value) {
    char c = body.charAt(at);
    if (c == 'u' && isHex(body, at + 1, 4)) {
      value.append((char) Integer.parseInt(body.substring(at + 1, at + 5), 16));
      return at + 5;
    }
    if (c == 'U' && isHex(body, at + 1, 8)) {
      value.appendCodePoint(Integer.parseInt(body.substring(at + 1, at + 9), 16));
      return at + 9;
    }
    if (isOctal(body, at)) {
      value.append((char) Integer.parseInt(body.substring(at, at + 3), 8));
      return at + 3;
    }
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'b' -> value.append('\b');
      case '0' -> value.append('\0');
      case 'Z' -> value.append('\u001A');
      case '%', '_' -> value.append('\\').append(c);
      default -> value.append(c);
    }
    return at + 1;
  }

  private static boolean isHex(String body, int from, int count) {
    if (from + count > body.length()) {
      return false;
    }
    return body.substring(from, from + count).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean isOctal(String body, int from) {
    return from + 3 <= body.length()
        && body.charAt(from) <= '1'
        && body.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '7');
  }
}
