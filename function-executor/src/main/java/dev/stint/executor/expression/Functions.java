package dev.stint.executor.expression;

import dev.stint.plan.expression.Call;
import java.time.ZoneId;

/// Finds the family of kernels that a call belongs to.
final class Functions {

  private Functions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    return switch (call.function()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIVIDE, REMAINDER, PMOD ->
          ArithmeticFunctions.of(call);
      case TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY, TRY_DIVIDE -> ArithmeticFunctions.of(call);
      case NEGATE, ABS -> ArithmeticFunctions.of(call);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
          ComparisonFunctions.of(call);
      case NOT, IS_NULL, IS_NOT_NULL, IS_NAN, NANVL, GREATEST, LEAST ->
          ComparisonFunctions.of(call);
      case AND, OR, COALESCE ->
          throw new IllegalArgumentException(call.function() + " decides what to evaluate");
      case CAST, TRY_CAST -> CastFunctions.of(call, zone);
      case LIKE, ILIKE, RLIKE, STARTS_WITH, ENDS_WITH, CONTAINS -> MatchFunctions.of(call);
      case SUBSTRING, LEFT, RIGHT, LENGTH, OCTET_LENGTH -> TextFunctions.of(call);
      case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, WEEKDAY, DAY_OF_YEAR, WEEK_OF_YEAR ->
          DatePartFunctions.of(call, zone);
      case HOUR, MINUTE, SECOND -> DatePartFunctions.of(call, zone);
      default -> throw new UnsupportedOperationException(call.function() + " is not there yet");
    };
  }
}
