package dev.stint.sql.aggregate;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An aggregate function of the plan applied: to one argument, or to none for `count(*)`. Rows for
/// which `filter` is not true do not count. `constants` are those of the plan's call.
public record FoundAggregate(
    AggregateFunction function,
    List<Expression> arguments,
    DataType type,
    boolean isDistinct,
    @Nullable Expression filter,
    List<Literal> constants) {

  public FoundAggregate {
    arguments = List.copyOf(arguments);
    constants = List.copyOf(constants);
  }

  public boolean isNullable() {
    return !function.isCount();
  }
}
