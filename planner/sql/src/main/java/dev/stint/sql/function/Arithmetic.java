package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DOUBLE;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.context.DecimalTypes;
import dev.stint.sql.tree.Term;
import java.util.List;

/// The arithmetic operators, with Spark's result types.
public record Arithmetic(FunctionCall call) {

  public Expression apply(ScalarFunction function) {
    var left = operand(0);
    var right = operand(1);
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
                  call.context().coercion().common(left.type(), right.type()).orElse(DOUBLE),
                  left,
                  right);
    };
  }

  /// A string beside a whole number is read as a BIGINT, beside others, and without ANSI mode, as a
  /// DOUBLE.
  private Expression operand(int index) {
    var other = call.type(1 - index);
    if (call.type(index).isNumeric()) {
      return call.argument(index);
    }
    if (Coercion.isUntypedNull(call.argument(index))) {
      return call.as(index, other.isNumeric() ? other : DOUBLE);
    }
    if (call.type(index).equals(DataType.STRING)) {
      boolean isWhole = other.isInteger() && call.context().settings().isAnsi();
      return call.as(index, isWhole ? BIGINT : DOUBLE);
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
        DecimalTypes.result(call.context().settings(), function, leftType, rightType),
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

  private Expression of(ScalarFunction function, DataType type, Expression left, Expression right) {
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
