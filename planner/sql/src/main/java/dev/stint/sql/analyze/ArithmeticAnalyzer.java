package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.function.Arithmetic;
import dev.stint.sql.function.MixedInterval;
import dev.stint.sql.function.TimeOperators;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Operation;
import java.util.List;
import java.util.Optional;

/// `+ - * / % div`, of numbers, times and intervals.
final class ArithmeticAnalyzer {

  private final ExpressionAnalyzer expressions;

  ArithmeticAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression binary(Operation operation, ScalarFunction function) {
    var moved = movedByMixed(operation);
    if (moved.isPresent()) {
      return moved.get();
    }
    var call = expressions.functionCall(function.sqlName(), operation, operation.operands());
    return new TimeOperators(call)
        .apply(function)
        .orElseGet(() -> new Arithmetic(call).apply(function));
  }

  /// A time beside a call of `make_interval`; empty for all else.
  private Optional<Expression> movedByMixed(Operation operation) {
    boolean isSum = operation.operator() == Operator.ADD;
    if (!isSum && operation.operator() != Operator.SUBTRACT) {
      return Optional.empty();
    }
    boolean isFirst = isSum && isMixed(operation.operand(0));
    int place = isFirst ? 0 : 1;
    if (!isMixed(operation.operand(place))) {
      return Optional.empty();
    }
    boolean isBack = !isSum;
    var term = operation.operand(place);
    while (term instanceof Operation sign) {
      isBack = !isBack;
      term = sign.operand(0);
    }
    var made = (Term.Call) term;
    var interval = expressions.functionCall(made.name(), made, made.arguments());
    var moving =
        expressions.functionCall(
            isSum ? "+" : "-", operation, List.of(operation.operand(1 - place)));
    expressions
        .context()
        .forms()
        .put(operation, isFirst ? "%2$s + %1$s" : isSum ? "%1$s + %2$s" : "%1$s - %2$s");
    return Optional.of(new MixedInterval(interval, isBack).moved(moving.argument(0), moving));
  }

  /// Whether it is such a call, with any signs before it.
  private static boolean isMixed(Term term) {
    return switch (term) {
      case Term.Call call -> MixedInterval.isMade(call.name());
      case Operation sign -> sign.operator() == Operator.MINUS_SIGN && isMixed(sign.operand(0));
      default -> false;
    };
  }

  Expression minus(Operation operation) {
    var call = expressions.functionCall("-", operation, operation.operands());
    var value = call.quantity(0);
    return call.call(ScalarFunction.NEGATE, value.type(), value);
  }

  Expression plus(Operation operation) {
    return expressions.functionCall("+", operation, operation.operands()).quantity(0);
  }
}
