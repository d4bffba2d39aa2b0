package dev.stint.sql.function;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ErrorRule;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Expressions;
import java.util.List;

/// What functions are without ANSI mode: whole numbers that overflow keep their last bits, and
/// other calls without a result are NULL. Functions that fail in both modes are as they are.
final class Lenient {

  /// Of which half are as large as any BIGINT.
  private static final DataType WIDE = DataType.decimal(20, 0);

  private Lenient() {}

  static Expression call(
      AnalysisContext context, ScalarFunction function, DataType type, Expression... operands) {
    return switch (function) {
      case ADD ->
          arithmetic(type, function, ScalarFunction.WRAP_ADD, ScalarFunction.TRY_ADD, operands);
      case SUBTRACT ->
          arithmetic(
              type, function, ScalarFunction.WRAP_SUBTRACT, ScalarFunction.TRY_SUBTRACT, operands);
      case MULTIPLY ->
          arithmetic(
              type, function, ScalarFunction.WRAP_MULTIPLY, ScalarFunction.TRY_MULTIPLY, operands);
      case NEGATE -> arithmetic(type, function, ScalarFunction.WRAP_NEGATE, function, operands);
      case ABS -> arithmetic(type, function, ScalarFunction.WRAP_ABS, function, operands);
      case DIVIDE -> Call.of(ScalarFunction.TRY_DIVIDE, type, operands);
      case INT_DIVIDE, REMAINDER, PMOD ->
          Call.of(function, type, operands[0], nullIfZero(context, operands[1]));
      case ROUND, BROUND ->
          type.isInteger()
              ? rounded(context, function, type, operands)
              : of(function, type, operands);
      case MAKE_TIMESTAMP -> Call.of(ScalarFunction.TRY_MAKE_TIMESTAMP, type, operands);
      case TO_TIMESTAMP -> Call.of(ScalarFunction.TRY_TO_TIMESTAMP, type, operands);
      case TO_DATE -> Call.of(ScalarFunction.TRY_TO_DATE, type, operands);
      case PARSE_URL -> Call.of(ScalarFunction.TRY_PARSE_URL, type, operands);
      case MAKE_DATE, NEXT_DAY, ELT -> tried(Call.of(function, type, operands));
      default -> of(function, type, operands);
    };
  }

  private static Expression of(ScalarFunction function, DataType type, Expression... operands) {
    return Call.of(function, type, operands);
  }

  private static Expression arithmetic(
      DataType type,
      ScalarFunction function,
      ScalarFunction wrapping,
      ScalarFunction trying,
      Expression... operands) {
    var chosen = type.isInteger() ? wrapping : type.isDecimal() ? trying : function;
    return Call.of(chosen, type, operands);
  }

  private static Expression nullIfZero(AnalysisContext context, Expression divisor) {
    var type = divisor.type();
    var zero = context.coercion().cast(Literal.ofLong(DataType.INT, 0), type);
    var isZero = new Case.Branch(Expressions.equal(divisor, zero), Literal.nullOf(type));
    return context.folder().fold(new Case(List.of(isZero), divisor, type));
  }

  /// What is rounded up may be larger than its type.
  private static Expression rounded(
      AnalysisContext context, ScalarFunction function, DataType type, Expression... operands) {
    var wide = context.coercion().cast(operands[0], WIDE);
    var rounded =
        context.folder().fold(Call.of(function, DataType.decimal(21, 0), wide, operands[1]));
    return context.coercion().cast(rounded, type);
  }

  /// NULL where the function fails, unless that might be an operand's failure.
  private static Expression tried(Call call) {
    return call.arguments().stream().allMatch(Lenient::isSafe)
        ? Call.of(ScalarFunction.TRY, call.type(), call)
        : call;
  }

  private static boolean isSafe(Expression expression) {
    boolean isSafe =
        !(expression instanceof Call call)
            || call.function().errors() == ErrorRule.SAFE
            || call.function() == ScalarFunction.LENIENT_CAST;
    return isSafe && Expressions.children(expression).stream().allMatch(Lenient::isSafe);
  }
}
