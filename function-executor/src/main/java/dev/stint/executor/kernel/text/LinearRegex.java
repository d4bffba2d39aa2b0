package dev.stint.executor.kernel.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// An expression of Java's that RE2 reads in the same way: characters, plain classes, groups,
/// choices and repetitions. RE2 knows other ends of lines and other blanks, so over texts with such
/// it may see something else.
final class LinearRegex {

  private static final String ESCAPED = "dDwWsSntrf\\.[]{}()*+-?^$|/\"'#&%@!,;:=<>_~`";

  private final Pattern pattern;

  private LinearRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /// `null` if RE2 does not know the expression, or might read it otherwise.
  static @Nullable LinearRegex of(java.util.regex.Pattern javas) {
    if (javas.flags() != 0 || !isPlain(javas.pattern())) {
      return null;
    }
    try {
      return new LinearRegex(Pattern.compile(javas.pattern()));
    } catch (PatternSyntaxException _) {
      return null;
    }
  }

  private static boolean isPlain(String expression) {
    boolean isInClass = false;
    for (int at = 0; at < expression.length(); at++) {
      char c = expression.charAt(at);
      char next = at + 1 < expression.length() ? expression.charAt(at + 1) : 0;
      if (c == '\\') {
        if (ESCAPED.indexOf(next) < 0) {
          return false;
        }
        at++;
      } else if (isInClass) {
        if (c == '[' || (c == '&' && next == '&')) {
          return false;
        }
        isInClass = c != ']';
      } else if (c == '(' && next == '?') {
        if (!expression.startsWith("(?:", at)) {
          return false;
        }
      } else if (c == '[') {
        isInClass = true;
        // A bracket right after the opening one is read in two ways.
        if (next == ']' || expression.startsWith("^]", at + 1)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether the text has nothing that the engines see differently.
  boolean hasSameMeaning(String text) {
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '\n', '\r', '\u000B', '\u0085', '\u2028', '\u2029' -> {
          return false;
        }
        default -> {
          // Any other character is one to both.
        }
      }
    }
    return true;
  }

  boolean isFound(String text) {
    return pattern.matcher(text).find();
  }
}
