package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import java.util.List;
import java.util.Optional;

/// An equality of two columns, with or without NULL.
final class EquiCondition {

  private EquiCondition() {}

  /// The ids of the two columns; empty for any other condition.
  static Optional<List<Integer>> columns(Expression condition) {
    return condition instanceof Call call
            && (call.function() == ScalarFunction.EQUAL
                || call.function() == ScalarFunction.NULL_SAFE_EQUAL)
            && call.argument(0) instanceof ColumnRef left
            && call.argument(1) instanceof ColumnRef right
        ? Optional.of(List.of(left.column(), right.column()))
        : Optional.empty();
  }
}
