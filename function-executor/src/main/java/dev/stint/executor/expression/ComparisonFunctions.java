package dev.stint.executor.expression;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Compare;
import dev.stint.executor.kernel.Comparison;
import dev.stint.executor.kernel.Logic;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.PhysicalType;

/// Comparisons, and what is made of them and of NULL.
final class ComparisonFunctions {

  private ComparisonFunctions() {}

  /// The comparison that a function is.
  static Comparison comparison(ScalarFunction function) {
    return switch (function) {
      case EQUAL -> Comparison.EQUAL;
      case NOT_EQUAL -> Comparison.NOT_EQUAL;
      case LESS -> Comparison.LESS;
      case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
      case GREATER -> Comparison.GREATER;
      case GREATER_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      default -> throw new IllegalArgumentException(function + " is no comparison");
    };
  }

  static VectorFunction of(Call call) {
    var type = call.type().physicalType();
    return switch (call.function()) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        var comparison = comparison(call.function());
        yield (v, _) -> Compare.compare(comparison, v[0], v[1]);
      }
      case NULL_SAFE_EQUAL -> (v, _) -> Compare.nullSafeEqual(v[0], v[1]);
      case NOT -> (v, _) -> Logic.not((LongVector) v[0]);
      case IS_NULL -> (v, _) -> Logic.isNull(v[0]);
      case IS_NOT_NULL -> (v, _) -> Logic.not(Logic.isNull(v[0]));
      case IS_NAN -> (v, _) -> Logic.isNan((DoubleVector) v[0]);
      case GREATEST -> (v, _) -> extreme(v, true, type);
      case LEAST -> (v, _) -> extreme(v, false, type);
      default -> throw new IllegalArgumentException("no comparison: " + call);
    };
  }

  private static Vector extreme(Vector[] vectors, boolean isGreatest, PhysicalType type) {
    var result = vectors[0];
    for (int i = 1; i < vectors.length; i++) {
      result = Compare.extreme(result, vectors[i], isGreatest, type);
    }
    return result;
  }
}
