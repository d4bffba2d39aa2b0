package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.tree.Term;
import java.util.List;

/// Numbers.
final class MathFunctions {

  private MathFunctions() {}

  static void define(ScalarFunctions functions) {
    functions.define("abs", 1, 1, call -> sameType(call, ScalarFunction.ABS));
    functions.define("negative", 1, 1, call -> sameType(call, ScalarFunction.NEGATE));
    functions.define("positive", 1, 1, call -> call.number(0));
    functions.define("sign signum", 1, 1, MathFunctions::sign);
    functions.define("ceil ceiling", 1, 1, call -> whole(call, ScalarFunction.CEIL));
    functions.define("floor", 1, 1, call -> whole(call, ScalarFunction.FLOOR));
    functions.define("round", 1, 2, call -> round(call, ScalarFunction.ROUND));
    functions.define("bround", 1, 2, call -> round(call, ScalarFunction.BROUND));
    doubles(functions);
    functions.define("log", 1, 2, MathFunctions::log);
    functions.define("pi", 0, 0, _ -> new Literal(DOUBLE, Double.toString(Math.PI)));
    functions.define("e", 0, 0, _ -> new Literal(DOUBLE, Double.toString(Math.E)));
    functions.define("mod", 2, 2, call -> binary(call, ScalarFunction.REMAINDER));
    functions.define("pmod", 2, 2, call -> binary(call, ScalarFunction.PMOD));
    functions.define("div", 2, 2, call -> binary(call, ScalarFunction.INT_DIVIDE));
    functions.define("try_add", 2, 2, call -> binary(call, ScalarFunction.TRY_ADD));
    functions.define("try_subtract", 2, 2, call -> binary(call, ScalarFunction.TRY_SUBTRACT));
    functions.define("try_multiply", 2, 2, call -> binary(call, ScalarFunction.TRY_MULTIPLY));
    functions.define("try_divide", 2, 2, call -> binary(call, ScalarFunction.TRY_DIVIDE));
    functions.define("shiftleft", 2, 2, call -> shift(call, ScalarFunction.SHIFT_LEFT));
    functions.define("shiftright", 2, 2, call -> shift(call, ScalarFunction.SHIFT_RIGHT));
    functions.define("bit_not", 1, 1, call -> sameType(call, ScalarFunction.BIT_NOT));
  }

  private static void doubles(ScalarFunctions functions) {
    functions.define("sqrt", ScalarFunction.SQRT, DOUBLE, DOUBLE);
    functions.define("cbrt", ScalarFunction.CBRT, DOUBLE, DOUBLE);
    functions.define("exp", ScalarFunction.EXP, DOUBLE, DOUBLE);
    functions.define("ln", ScalarFunction.LN, DOUBLE, DOUBLE);
    functions.define("log10", ScalarFunction.LOG10, DOUBLE, DOUBLE);
    functions.define("log2", ScalarFunction.LOG2, DOUBLE, DOUBLE);
    functions.define("power pow", ScalarFunction.POWER, DOUBLE, DOUBLE, DOUBLE);
    functions.define("sin", ScalarFunction.SIN, DOUBLE, DOUBLE);
    functions.define("cos", ScalarFunction.COS, DOUBLE, DOUBLE);
    functions.define("tan", ScalarFunction.TAN, DOUBLE, DOUBLE);
    functions.define("asin", ScalarFunction.ASIN, DOUBLE, DOUBLE);
    functions.define("acos", ScalarFunction.ACOS, DOUBLE, DOUBLE);
    functions.define("atan", ScalarFunction.ATAN, DOUBLE, DOUBLE);
    functions.define("atan2", ScalarFunction.ATAN2, DOUBLE, DOUBLE, DOUBLE);
    functions.define("degrees", ScalarFunction.DEGREES, DOUBLE, DOUBLE);
    functions.define("radians", ScalarFunction.RADIANS, DOUBLE, DOUBLE);
  }

  private static Expression binary(FunctionCall call, ScalarFunction function) {
    return new Arithmetic(call).apply(function);
  }

  private static Expression sameType(FunctionCall call, ScalarFunction function) {
    var number = call.number(0);
    return call.call(function, number.type(), number);
  }

  private static Expression sign(FunctionCall call) {
    var number = call.number(0);
    return call.call(
        ScalarFunction.SIGN, DOUBLE, number.type().isDecimal() ? number : call.as(0, DOUBLE));
  }

  private static Expression whole(FunctionCall call, ScalarFunction function) {
    var type = call.number(0).type();
    if (type.isDecimal()) {
      int precision = type.precision() - type.scale() + 1;
      var result = DataType.decimal(Math.min(precision, DataType.MAX_DECIMAL_PRECISION), 0);
      return call.call(function, result, call.argument(0));
    }
    return call.call(function, BIGINT, call.as(0, type.isInteger() ? BIGINT : DOUBLE));
  }

  private static Expression round(FunctionCall call, ScalarFunction function) {
    var places = call.count() == 1 ? Literal.ofLong(INT, 0) : call.as(1, INT);
    if (!(places instanceof Literal literal) || literal.text() == null) {
      throw call.error("the number of places of " + call.name() + " must be a constant");
    }
    var number = call.number(0);
    var type = roundedType(number.type(), Integer.parseInt(literal.text()));
    return call.call(function, type, number, places);
  }

  private static DataType roundedType(DataType type, int places) {
    if (!type.isDecimal()) {
      return type;
    }
    int whole = type.precision() - type.scale() + 1;
    if (places < 0) {
      int precision = Math.max(whole, Math.min(-places + 1, DataType.MAX_DECIMAL_PRECISION));
      return DataType.decimal(Math.min(precision, DataType.MAX_DECIMAL_PRECISION), 0);
    }
    int scale = Math.min(type.scale(), places);
    return DataType.decimal(Math.min(whole + scale, DataType.MAX_DECIMAL_PRECISION), scale);
  }

  private static Expression log(FunctionCall call) {
    return call.count() == 1
        ? call.call(ScalarFunction.LN, DOUBLE, call.as(0, DOUBLE))
        : call.call(ScalarFunction.LOG, DOUBLE, call.as(0, DOUBLE), call.as(1, DOUBLE));
  }

  private static Expression shift(FunctionCall call, ScalarFunction function) {
    var type = call.type(0).equals(BIGINT) ? BIGINT : INT;
    return call.call(function, type, call.as(0, type), call.as(1, INT));
  }

  /// The arithmetic operators, with Spark's result types.
  record Arithmetic(FunctionCall call) {

    Expression apply(ScalarFunction function) {
      var left = operand(0);
      var right = operand(1);
      if (Coercion.isUntypedNull(left)) {
        left = call.context().coercion().cast(left, right.type());
      } else if (Coercion.isUntypedNull(right)) {
        right = call.context().coercion().cast(right, left.type());
      }
      boolean isExact = !left.type().isFloatingPoint() && !right.type().isFloatingPoint();
      boolean hasDecimal = left.type().isDecimal() || right.type().isDecimal();
      return switch (function) {
        case INT_DIVIDE -> integerDivision(left, right, isExact, hasDecimal);
        case DIVIDE, TRY_DIVIDE ->
            hasDecimal && isExact
                ? decimals(function, left, right)
                : of(function, DOUBLE, left, right);
        default ->
            hasDecimal && isExact
                ? decimals(function, left, right)
                : of(
                    function,
                    Coercion.common(left.type(), right.type()).orElse(DOUBLE),
                    left,
                    right);
      };
    }

    /// A string beside a whole number is read as a BIGINT, beside others as a DOUBLE.
    private Expression operand(int index) {
      var other = call.type(1 - index);
      if (call.type(index).isNumeric() || Coercion.isUntypedNull(call.argument(index))) {
        return call.argument(index);
      }
      if (call.type(index).equals(DataType.STRING)) {
        return call.as(index, other.isInteger() ? BIGINT : DOUBLE);
      }
      throw call.error(
          "'%s' does not go with %s and %s".formatted(call.name(), call.type(0), call.type(1)));
    }

    private Expression decimals(ScalarFunction function, Expression left, Expression right) {
      var leftType = decimalType(0, left);
      var rightType = decimalType(1, right);
      var coercion = call.context().coercion();
      return call.call(
          function,
          DecimalTypes.result(function, leftType, rightType),
          coercion.cast(left, leftType),
          coercion.cast(right, rightType));
    }

    /// A number that was written out needs only its own digits, another one those of its type.
    private DataType decimalType(int index, Expression operand) {
      var terms =
          switch (call.node()) {
            case Term.Operation operation -> operation.operands();
            case Term.Call function -> function.arguments();
            default -> List.<Term>of();
          };
      boolean isWritten = index < terms.size() && terms.get(index) instanceof Term.Constant;
      return isWritten ? DecimalTypes.of(operand) : DecimalTypes.of(operand.type());
    }

    private Expression of(
        ScalarFunction function, DataType type, Expression left, Expression right) {
      var coercion = call.context().coercion();
      return call.call(function, type, coercion.cast(left, type), coercion.cast(right, type));
    }

    private Expression integerDivision(
        Expression left, Expression right, boolean isExact, boolean hasDecimal) {
      if (!isExact) {
        throw call.error("'div' takes whole numbers and decimals; use '/' for floating point");
      }
      var coercion = call.context().coercion();
      if (!hasDecimal) {
        return call.call(
            ScalarFunction.INT_DIVIDE,
            BIGINT,
            coercion.cast(left, BIGINT),
            coercion.cast(right, BIGINT));
      }
      var type = coercion.common(List.of(left, right)).orElseThrow();
      return call.call(
          ScalarFunction.INT_DIVIDE, BIGINT, coercion.cast(left, type), coercion.cast(right, type));
    }
  }
}
