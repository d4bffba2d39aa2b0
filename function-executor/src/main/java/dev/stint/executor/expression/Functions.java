package dev.stint.executor.expression;

import dev.stint.plan.expression.Call;
import java.time.ZoneId;

/// Finds the kernels of a call, by the family that its function belongs to.
final class Functions {

  private Functions() {}

  /// For rows of task `taskIndex` of its stage.
  static VectorFunction of(Call call, ZoneId zone, int taskIndex) {
    return switch (call.function().family()) {
      case ARITHMETIC -> ArithmeticFunctions.of(call);
      case BITS -> BitFunctions.of(call);
      case DIGITS -> DigitFunctions.of(call);
      case ROUNDING -> RoundingFunctions.of(call);
      case MATHEMATICS -> MathFunctions.of(call);
      case COMPARISON -> ComparisonFunctions.of(call);
      case BRANCHING ->
          throw new IllegalArgumentException(call.function() + " decides what is evaluated");
      case CONVERSION -> CastFunctions.of(call, zone);
      case MATCH -> MatchFunctions.of(call);
      case TEXT -> TextFunctions.of(call);
      case TEXT_FORM -> TextFormFunctions.of(call, zone);
      case BYTES -> BinaryFunctions.of(call);
      case PACKED -> PackedFunctions.of(call);
      case DATE_PART -> DatePartFunctions.of(call, zone);
      case DATETIME -> DatetimeFunctions.of(call, zone);
      case INTERVALS -> IntervalFunctions.of(call, zone);
      case TIME_OF_DAY -> TimeOfDayFunctions.of(call);
      case DATETIME_TEXT -> DatetimeTextFunctions.of(call, zone);
      case JSON -> JsonFunctions.of(call);
      case PLACE -> PlaceFunctions.of(call, taskIndex);
      case USER -> throw new IllegalArgumentException(call.function() + " is code of a user");
    };
  }
}
