package dev.stint.plan.expression;

import java.util.List;

/// Where a function of a user is: the class of that name in the jar whose bytes have the SHA-256
/// `sha256` (64 hexadecimal digits) and lie at `jarPath` (absolute, in a store). It is the first
/// argument of calls of the family `USER`, as text.
public record UserCode(String function, String className, String sha256, String jarPath) {

  private static final String SEPARATOR = "\n";
  private static final int PARTS = 4;

  /// As [#parse] reads it.
  public String text() {
    return String.join(SEPARATOR, function, className, sha256, jarPath);
  }

  /// Of a call of the family `USER`.
  public static UserCode of(Call call) {
    if (call.argument(0) instanceof Literal literal && literal.text() != null) {
      return parse(literal.text());
    }
    throw new IllegalArgumentException("no function of a user: " + call);
  }

  /// What a call of the family `USER` is given.
  public static List<Expression> arguments(Call call) {
    return call.arguments().subList(1, call.arguments().size());
  }

  public static UserCode parse(String text) {
    var parts = List.of(text.split(SEPARATOR, PARTS));
    if (parts.size() != PARTS) {
      throw new IllegalArgumentException("no function of a user: " + text);
    }
    return new UserCode(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }
}
