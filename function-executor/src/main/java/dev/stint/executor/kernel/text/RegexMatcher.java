package dev.stint.executor.kernel.text;

import dev.stint.executor.kernel.BytesMatcher;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Matches strings by a Java regular expression. Belongs to one thread.
public final class RegexMatcher extends BytesMatcher {

  private final Regex regex;

  private RegexMatcher(Regex regex) {
    this.regex = regex;
  }

  /// Strings in which the expression is found anywhere.
  public static RegexMatcher find(String expression) {
    return new RegexMatcher(Regex.compile(expression, "rlike"));
  }

  /// Strings that are like a pattern of `LIKE` but for upper and lower case.
  public static RegexMatcher ignoringCase(String pattern, char escape) {
    LikeMatcher.checkEscapes(pattern, escape);
    var expression = new StringBuilder("\\A");
    for (int i = 0; i < pattern.length(); i++) {
      char character = pattern.charAt(i);
      if (character == escape) {
        i++;
        expression.append(Pattern.quote(pattern.substring(i, i + 1)));
      } else if (character == '%') {
        expression.append(".*");
      } else if (character == '_') {
        expression.append('.');
      } else {
        int end = i + (Character.isHighSurrogate(character) ? 2 : 1);
        expression.append(Pattern.quote(pattern.substring(i, Math.min(end, pattern.length()))));
        i = end - 1;
      }
    }
    int flags = Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return new RegexMatcher(Regex.compile(expression.append("\\z").toString(), "ilike", flags));
  }

  @Override
  protected int select(byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      var text = new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
      out[survivors] = row;
      survivors += regex.isFound(text) ? 1 : 0;
    }
    return survivors;
  }
}
