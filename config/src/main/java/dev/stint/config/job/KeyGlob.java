package dev.stint.config.job;

import java.util.regex.Pattern;

/// A pattern for whole keys of objects: `*` is any text without a slash, `**` any text, `?` one
/// letter that is no slash, `{a,b}` either of some texts. All else stands for itself.
public record KeyGlob(String text) {

  private static final String SPECIAL = "*?{";

  /// @throws IllegalArgumentException saying how to write it
  public KeyGlob {
    var _ = regex(text);
  }

  public boolean matches(String key) {
    return Pattern.compile(regex(text), Pattern.DOTALL).matcher(key).matches();
  }

  /// What is before its first special letter.
  public String literalPrefix() {
    int end = 0;
    while (end < text.length() && SPECIAL.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    boolean isInBraces = false;
    for (int i = 0; i < glob.length(); i++) {
      char letter = glob.charAt(i);
      switch (letter) {
        case '*' -> {
          boolean isDouble = glob.startsWith("**", i);
          regex.append(isDouble ? ".*" : "[^/]*");
          i += isDouble ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '{' -> {
          if (isInBraces) {
            throw new IllegalArgumentException(
                "'" + glob + "' has braces within braces; write the choices side by side");
          }
          isInBraces = true;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(isInBraces ? ")" : "\\}");
          isInBraces = false;
        }
        case ',' -> regex.append(isInBraces ? "|" : ",");
        case '[', ']', '\\' ->
            throw new IllegalArgumentException(
                "'%s' has %s in it; a glob of keys knows *, **, ? and {a,b}"
                    .formatted(glob, letter));
        default -> regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    if (isInBraces) {
      throw new IllegalArgumentException("'" + glob + "' has a { without its }");
    }
    return regex.toString();
  }
}
