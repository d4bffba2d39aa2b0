package dev.stint.executor.expression;

import dev.stint.plan.expression.Expression;
import java.time.ZoneId;

/// Turns plan expressions into evaluators, once per task.
public final class ExpressionCompiler {

  private final ZoneId zone;

  /// `zone` is the session's time zone.
  public ExpressionCompiler(ZoneId zone) {
    this.zone = zone;
  }

  public Evaluator compile(Expression expression) {
    throw new UnsupportedOperationException(expression + " in " + zone);
  }

  /// `condition` is boolean.
  public RowFilter compileFilter(Expression condition) {
    throw new UnsupportedOperationException(condition + " in " + zone);
  }
}
