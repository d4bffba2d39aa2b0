package dev.stint.executor.kernel;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.util.Locale;

/// The user's errors that values can cause, in Spark's words.
public final class Failures {

  private static final int SHOWN_CHARACTERS = 200;

  private Failures() {}

  public static StintException divideByZero(String tryFunction) {
    return StintException.user(
        ("[DIVIDE_BY_ZERO] Division by zero. Use `%s` to tolerate divisor being 0 and "
                + "return NULL instead.")
            .formatted(tryFunction));
  }

  public static StintException remainderByZero(String function) {
    return StintException.user(
        ("[REMAINDER_BY_ZERO] Remainder by zero in %s. Guard the divisor, for example "
                + "with `nullif(divisor, 0)`.")
            .formatted(function));
  }

  public static StintException intervalOverflow(DataType type) {
    return StintException.user(
        ("[INTERVAL_ARITHMETIC_OVERFLOW] Integer overflow while operating with intervals of the"
                + " type \"%s\". Use smaller values, or a `try_` function to get NULL instead.")
            .formatted(name(type)));
  }

  /// `calculation` shows the function and its values; `advice` is a sentence.
  public static StintException overflow(DataType type, String calculation, String advice) {
    if (type.isInterval()) {
      return intervalOverflow(type);
    }
    return StintException.user(
        "[ARITHMETIC_OVERFLOW] %s overflows %s. %s".formatted(calculation, name(type), advice));
  }

  public static StintException malformed(String value, DataType target) {
    return StintException.user(
        ("[CAST_INVALID_INPUT] The value '%s' of the type \"STRING\" cannot be cast to \"%s\""
             + " because it is malformed. Correct the value as per the syntax, or change its target"
             + " type. Use `try_cast` to tolerate malformed input and return NULL instead.")
            .formatted(shown(value), name(target)));
  }

  public static StintException castOverflow(String value, DataType source, DataType target) {
    return StintException.user(
        ("[CAST_OVERFLOW] The value %s of the type \"%s\" cannot be cast to \"%s\" due to an"
                + " overflow. Use `try_cast` to tolerate overflow and return NULL instead.")
            .formatted(shown(value), name(source), name(target)));
  }

  public static StintException outOfRange(String value, DataType target) {
    return StintException.user(
        ("[NUMERIC_VALUE_OUT_OF_RANGE] %s cannot be represented as %s. Use a wider decimal, or"
                + " `try_cast` to return NULL instead.")
            .formatted(shown(value), name(target)));
  }

  public static StintException invalidArgument(String function, String value, String advice) {
    return StintException.user(
        "[INVALID_PARAMETER_VALUE] %s: the value '%s' is invalid. %s"
            .formatted(function, shown(value), advice));
  }

  public static String name(DataType type) {
    return type.toString().toUpperCase(Locale.ROOT);
  }

  private static String shown(String value) {
    return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
