package dev.stint.executor.expression;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import java.time.ZoneId;
import java.util.Optional;

/// The values of expressions that read no columns, for whoever plans.
public final class ConstantExpressions {

  private ConstantExpressions() {}

  /// The value in a session of the time zone `zone`; empty if evaluating it is an error.
  public static Optional<Literal> evaluate(Expression expression, ZoneId zone) {
    return new ExpressionCompiler(zone).constant(expression);
  }
}
