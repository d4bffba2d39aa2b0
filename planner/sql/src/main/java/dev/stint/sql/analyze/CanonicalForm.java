package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import java.util.Comparator;
import java.util.List;

/// One form for expressions that say the same in another order: `1 + a` and `a + 1`, `a > b` and `b
/// < a`, `a IS NOT NULL` and `NOT a IS NULL`.
final class CanonicalForm {

  private CanonicalForm() {}

  static Expression of(Expression expression) {
    var children = Expressions.children(expression).stream().map(CanonicalForm::of).toList();
    var same = children.isEmpty() ? expression : Expressions.withChildren(expression, children);
    return same instanceof Call call ? ofCall(call) : same;
  }

  private static Expression ofCall(Call call) {
    return switch (call.function()) {
      case ADD, MULTIPLY, AND, OR, EQUAL, NULL_SAFE_EQUAL, BIT_AND, BIT_OR, BIT_XOR -> sorted(call);
      case NOT_EQUAL -> Expressions.not(sorted(with(call, ScalarFunction.EQUAL)));
      case GREATER -> turned(call, ScalarFunction.LESS);
      case GREATER_OR_EQUAL -> turned(call, ScalarFunction.LESS_OR_EQUAL);
      case IS_NOT_NULL -> Expressions.not(with(call, ScalarFunction.IS_NULL));
      // All others mean what they say.
      default -> call;
    };
  }

  private static Call with(Call call, ScalarFunction function) {
    return new Call(function, call.arguments(), call.type());
  }

  private static Call sorted(Call call) {
    var arguments =
        call.arguments().stream().sorted(Comparator.comparing(Expression::toString)).toList();
    return new Call(call.function(), arguments, call.type());
  }

  private static Call turned(Call call, ScalarFunction function) {
    return new Call(function, List.copyOf(call.arguments().reversed()), DataType.BOOLEAN);
  }
}
