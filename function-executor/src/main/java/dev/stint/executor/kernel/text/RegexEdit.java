package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Replaces and extracts by Java regular expressions. Keeps the last expression compiled. Belongs
/// to one thread.
public final class RegexEdit {

  private final String function;
  private @Nullable Regex regex;

  /// `function` is the name for messages.
  public RegexEdit(String function) {
    this.function = function;
  }

  /// Text, expression and replacement, in which `$1` stands for a group; a fourth argument is the
  /// position from which on, from 1 in code points.
  public BytesVector replace(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          String replacement = string(arguments[2], row);
          long from = arguments.length > 3 ? ((LongVector) arguments[3]).values()[row] : 1;
          try {
            return match(
                arguments,
                row,
                matcher -> replaced(matcher, string(arguments[0], row), from, replacement));
          } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw StintException.user(
                "[INVALID_PARAMETER_VALUE] %s: the replacement '%s' is invalid: %s"
                    .formatted(function, replacement, e.getMessage()),
                e);
          }
        });
  }

  private static String replaced(Matcher matcher, String text, long from, String replacement) {
    if (from == 1) {
      return matcher.replaceAll(replacement);
    }
    int length = text.codePointCount(0, text.length());
    if (from < 1) {
      throw new IllegalArgumentException("the position must be 1 or more, but is " + from);
    }
    if (from > length) {
      return text;
    }
    int start = text.offsetByCodePoints(0, Math.toIntExact(from - 1));
    var result = new StringBuilder();
    boolean isFound = matcher.find(start);
    while (isFound) {
      matcher.appendReplacement(result, replacement);
      isFound = matcher.find();
    }
    return matcher.appendTail(result).toString();
  }

  /// Text, expression and number of a group (1 without a third argument, 0 is all of it): the
  /// group's text in the first match, empty without a match.
  public BytesVector extract(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          long group = arguments.length > 2 ? ((LongVector) arguments[2]).values()[row] : 1;
          return match(arguments, row, matcher -> group(matcher, group));
        });
  }

  private String group(Matcher matcher, long group) {
    if (!matcher.find()) {
      return "";
    }
    if (group < 0 || group > matcher.groupCount()) {
      throw StintException.user(
          ("[INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX] %s: the expression '%s' "
                  + "has groups 0 to %d, but not %d")
              .formatted(function, matcher.pattern(), matcher.groupCount(), group));
    }
    String found = matcher.group((int) group);
    return found == null ? "" : found;
  }

  /// How often the expression is found.
  public LongVector count(Vector[] arguments, int rowCount) {
    return TextRows.longs(
        arguments, rowCount, row -> match(arguments, row, matcher -> matcher.results().count()));
  }

  /// Where it is found first, from 1 in code points; 0 if nowhere.
  public LongVector position(Vector[] arguments, int rowCount) {
    return TextRows.longs(
        arguments,
        rowCount,
        row -> {
          int start = match(arguments, row, matcher -> matcher.find() ? matcher.start() : -1);
          return start < 0 ? 0 : string(arguments[0], row).codePointCount(0, start) + 1;
        });
  }

  /// What is found first; NULL if nothing, or if it is empty.
  public BytesVector first(Vector[] arguments, int rowCount) {
    return TextRows.texts(
        arguments,
        rowCount,
        row -> {
          String found = match(arguments, row, matcher -> matcher.find() ? matcher.group() : "");
          return found.isEmpty() ? null : found;
        });
  }

  private <T> T match(Vector[] arguments, int row, Function<Matcher, T> use) {
    return regex(string(arguments[1], row)).match(string(arguments[0], row), use);
  }

  private Regex regex(String expression) {
    var known = regex;
    if (known == null || !known.expression().equals(expression)) {
      known = Regex.compile(expression, function);
      regex = known;
    }
    return known;
  }

  private static String string(Vector vector, int row) {
    return ((BytesVector) vector).string(row);
  }
}
