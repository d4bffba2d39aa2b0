package dev.stint.plan.expression;

import static dev.stint.plan.expression.ScalarFunction.EQUAL;
import static dev.stint.plan.expression.ScalarFunction.GREATER;
import static dev.stint.plan.expression.ScalarFunction.GREATER_OR_EQUAL;
import static dev.stint.plan.expression.ScalarFunction.IS_NOT_NULL;
import static dev.stint.plan.expression.ScalarFunction.IS_NULL;
import static dev.stint.plan.expression.ScalarFunction.LESS;
import static dev.stint.plan.expression.ScalarFunction.LESS_OR_EQUAL;
import static dev.stint.plan.expression.ScalarFunction.NOT_EQUAL;

import java.util.EnumMap;
import java.util.Map;

/// How conditions are turned round.
final class Opposites {

  /// True where the other is false, and NULL where it is.
  static final Map<ScalarFunction, ScalarFunction> OF =
      new EnumMap<>(
          Map.of(
              EQUAL, NOT_EQUAL,
              NOT_EQUAL, EQUAL,
              LESS, GREATER_OR_EQUAL,
              LESS_OR_EQUAL, GREATER,
              GREATER, LESS_OR_EQUAL,
              GREATER_OR_EQUAL, LESS,
              IS_NULL, IS_NOT_NULL,
              IS_NOT_NULL, IS_NULL));

  /// The same said of the arguments the other way round.
  static final Map<ScalarFunction, ScalarFunction> MIRRORED =
      new EnumMap<>(
          Map.of(
              EQUAL, EQUAL,
              NOT_EQUAL, NOT_EQUAL,
              LESS, GREATER,
              LESS_OR_EQUAL, GREATER_OR_EQUAL,
              GREATER, LESS,
              GREATER_OR_EQUAL, LESS_OR_EQUAL));

  private Opposites() {}
}
