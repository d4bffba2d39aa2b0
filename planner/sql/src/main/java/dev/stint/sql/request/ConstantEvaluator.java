package dev.stint.sql.request;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import java.time.ZoneId;
import java.util.Optional;

/// Computes expressions that read no columns. Implemented over the executor's kernels, so that a
/// constant has the value that it would have in a row.
@FunctionalInterface
public interface ConstantEvaluator {

  /// The value in a session of the time zone `zone`; empty if evaluating is an error, which is for
  /// the executor to tell, when a row needs the value.
  Optional<Literal> evaluate(Expression expression, ZoneId zone);
}
