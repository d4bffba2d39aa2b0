package dev.stint.executor.expression;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.number.Mathematics;
import dev.stint.plan.expression.Call;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Functions of doubles. As in Spark, logarithms of what has none are NULL, and roots NaN.
final class MathFunctions {

  private static final double LN_2 = StrictMath.log(2);

  private static final double LARGE = 1e150;

  private MathFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case SQRT -> map(Math::sqrt);
      case CBRT -> map(Math::cbrt);
      case EXP -> map(StrictMath::exp);
      case LN -> logarithm(StrictMath::log);
      case LOG10 -> logarithm(StrictMath::log10);
      case LOG2 -> logarithm(value -> StrictMath.log(value) / LN_2);
      case LOG -> logarithm();
      case POWER -> map(StrictMath::pow);
      case SIN -> map(Math::sin);
      case COS -> map(Math::cos);
      case TAN -> map(Math::tan);
      case ASIN -> map(Math::asin);
      case ACOS -> map(Math::acos);
      case ATAN -> map(Math::atan);
      // Zeros have no sign, as in Spark.
      case ATAN2 -> map((y, x) -> Math.atan2(y + 0.0, x + 0.0));
      case RINT -> map(Math::rint);
      case EXPM1 -> map(StrictMath::expm1);
      case LOG1P -> (v, _) -> Mathematics.map(above(v[0], -1), StrictMath::log1p);
      case HYPOT -> map(Math::hypot);
      case COT -> map(value -> 1 / Math.tan(value));
      case CSC -> map(value -> 1 / Math.sin(value));
      case SEC -> map(value -> 1 / Math.cos(value));
      case SINH -> map(Math::sinh);
      case COSH -> map(Math::cosh);
      case TANH -> map(Math::tanh);
      case ASINH -> map(MathFunctions::inverseSinh);
      case ACOSH -> map(value -> StrictMath.log(value + Math.sqrt(value * value - 1)));
      case ATANH -> map(value -> 0.5 * (StrictMath.log1p(value) - StrictMath.log1p(-value)));
      case DEGREES -> map(Math::toDegrees);
      case RADIANS -> map(Math::toRadians);
      default -> throw new IllegalArgumentException("no function of doubles: " + call);
    };
  }

  private static VectorFunction map(DoubleUnaryOperator function) {
    return (v, _) -> Mathematics.map(doubles(v[0]), function);
  }

  private static VectorFunction map(DoubleBinaryOperator function) {
    return (v, _) -> Mathematics.map(doubles(v[0]), doubles(v[1]), function);
  }

  private static VectorFunction logarithm(DoubleUnaryOperator function) {
    return (v, _) -> Mathematics.map(positive(v[0]), function);
  }

  private static VectorFunction logarithm() {
    return (v, _) ->
        Mathematics.map(
            positive(v[0]),
            positive(v[1]),
            (base, value) -> StrictMath.log(value) / StrictMath.log(base));
  }

  private static DoubleVector positive(Vector vector) {
    return above(vector, 0);
  }

  private static DoubleVector above(Vector vector, double limit) {
    // Written so that NaN, whose logarithm is NaN, stays.
    return Mathematics.within(doubles(vector), value -> !(value <= limit));
  }

  private static double inverseSinh(double value) {
    double size = Math.abs(value);
    if (Double.isInfinite(value)) {
      return value;
    }
    if (size > LARGE) {
      // The square would be no number.
      return Math.copySign(StrictMath.log(size) + StrictMath.log(2), value);
    }
    return Math.copySign(
        StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), value);
  }

  private static DoubleVector doubles(Vector vector) {
    return (DoubleVector) vector;
  }
}
