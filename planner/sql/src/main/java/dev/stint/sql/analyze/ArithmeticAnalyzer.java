package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.function.Arithmetic;
import dev.stint.sql.function.TimeOperators;
import dev.stint.sql.tree.Term.Operation;

/// `+ - * / % div`, of numbers, times and intervals.
final class ArithmeticAnalyzer {

  private final ExpressionAnalyzer expressions;

  ArithmeticAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression binary(Operation operation, ScalarFunction function) {
    var call = expressions.functionCall(function.sqlName(), operation, operation.operands());
    return new TimeOperators(call)
        .apply(function)
        .orElseGet(() -> new Arithmetic(call).apply(function));
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
