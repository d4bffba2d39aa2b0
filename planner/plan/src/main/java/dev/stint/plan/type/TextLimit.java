package dev.stint.plan.type;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How many characters the strings of a table's column may have, as `varchar(n)` says; those of
/// `char(n)` are padded with blanks to that length. To expressions both are strings.
public record TextLimit(int length, boolean isPadded) {

  private static final Pattern NAME =
      Pattern.compile("(char|character|varchar)\\s*\\(\\s*(\\d{1,9})\\s*\\)");

  public TextLimit {
    if (length < 0) {
      throw new IllegalArgumentException("a string of at most %d characters".formatted(length));
    }
  }

  /// Reads `char(5)` or `varchar(5)`, without regard to case; empty for every other type.
  public static Optional<TextLimit> parse(String type) {
    var matcher = NAME.matcher(type.strip().toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(
            new TextLimit(Integer.parseInt(matcher.group(2)), matcher.group(1).startsWith("char")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return (isPadded ? "char(" : "varchar(") + length + ")";
  }
}
