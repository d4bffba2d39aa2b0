package dev.stint.sql.function;

import java.util.List;

/// How many arguments a function takes.
public final class Arity {

  private Arity() {}

  public static String text(int least, int most) {
    if (most == Integer.MAX_VALUE) {
      return least + " or more arguments";
    }
    return least == most
        ? least + (least == 1 ? " argument" : " arguments")
        : least + " to " + most + " arguments";
  }

  /// Of the last arguments' `defaults` those that are not among the `count` that were written.
  public static List<String> added(List<String> defaults, int most, int count) {
    int written = defaults.size() - (most - count);
    return count >= most || defaults.isEmpty()
        ? List.of()
        : defaults.subList(Math.max(0, written), defaults.size());
  }
}
