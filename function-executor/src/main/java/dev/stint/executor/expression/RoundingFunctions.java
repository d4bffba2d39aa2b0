package dev.stint.executor.expression;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.kernel.number.Mathematics;
import dev.stint.executor.kernel.number.Rounding;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import java.math.RoundingMode;
import java.util.function.DoubleUnaryOperator;

/// Rounding, and the sign of a number.
final class RoundingFunctions {

  private RoundingFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case SIGN -> (v, _) -> Mathematics.sign(v[0]);
      case CEIL -> whole(call, RoundingMode.CEILING, Math::ceil);
      case FLOOR -> whole(call, RoundingMode.FLOOR, Math::floor);
      case ROUND -> round(call, RoundingMode.HALF_UP);
      case ROUND_UP -> round(call, RoundingMode.CEILING);
      case ROUND_DOWN -> round(call, RoundingMode.FLOOR);
      case BROUND -> round(call, RoundingMode.HALF_EVEN);
      default -> throw new IllegalArgumentException("no rounding: " + call);
    };
  }

  private static VectorFunction whole(Call call, RoundingMode mode, DoubleUnaryOperator function) {
    var from = call.argument(0).type();
    var to = call.type();
    if (from.isDecimal()) {
      return (v, _) -> Rounding.whole(v[0], from, to, mode);
    }
    return from.isFloatingPoint()
        ? (v, _) -> Mathematics.toLongs(Mathematics.map((DoubleVector) v[0], function))
        : (v, _) -> v[0];
  }

  private static VectorFunction round(Call call, RoundingMode mode) {
    var from = call.argument(0).type();
    var to = call.type();
    int places = call.arguments().size() == 1 ? 0 : places(call);
    return (v, _) -> Rounding.round(v[0], from, to, places, mode);
  }

  private static int places(Call call) {
    if (call.argument(1) instanceof Literal places && places.text() != null) {
      return Math.toIntExact(Literals.longValue(places));
    }
    throw StintException.user(
        ("[DATATYPE_MISMATCH.NON_FOLDABLE_INPUT] %s: the number of places must be a "
                + "constant, but is %s")
            .formatted(call.function().sqlName(), call.argument(1)));
  }
}
