package dev.stint.sql.aggregate;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An aggregate function as it is called in the text: with its arguments analysed, and all that may
/// follow these.
public record AggregateSite(
    FunctionCall call, boolean isDistinct, List<OrderKey> within, @Nullable Expression filter) {

  /// An aggregate of the plan, and what becomes of its result.
  public record Built(FoundAggregate found, UnaryOperator<Expression> finish) {

    /// The same with something more done to the result.
    public Built then(UnaryOperator<Expression> more) {
      return new Built(found, value -> more.apply(finish.apply(value)));
    }
  }

  public AggregateSite {
    within = List.copyOf(within);
  }

  Expression argument(int index) {
    return call.argument(index);
  }

  /// The same without DISTINCT, for functions to which it makes no difference.
  AggregateSite plain() {
    return new AggregateSite(call, false, within, filter);
  }

  AggregateSite distinct() {
    return new AggregateSite(call, true, within, filter);
  }

  /// The same over the rows in which none of `values` is NULL.
  public AggregateSite where(Expression... values) {
    var conditions = new ArrayList<Expression>();
    for (var value : values) {
      conditions.add(Expressions.isNotNull(value));
    }
    return onlyIf(conditions);
  }

  /// The same over the rows for which `conditions` are true too.
  AggregateSite onlyIf(List<Expression> conditions) {
    var all = new ArrayList<>(conditions);
    if (filter != null) {
      all.add(filter);
    }
    return new AggregateSite(call, isDistinct, within, Expressions.and(all));
  }

  Built count() {
    return new Built(
        new FoundAggregate(
            AggregateFunction.COUNT_ALL, List.of(), DataType.BIGINT, isDistinct, filter, List.of()),
        value -> value);
  }

  public Built of(
      AggregateFunction function, Expression argument, DataType type, Literal... constants) {
    boolean isEach = isDistinct && !function.ignoresRepeats();
    return new Built(
        new FoundAggregate(function, List.of(argument), type, isEach, filter, List.of(constants)),
        value -> value);
  }

  /// Values as one BINARY that orders as they do.
  public Expression pack(PackedLayout layout, Expression... values) {
    var arguments = new ArrayList<Expression>();
    arguments.add(Literal.ofString(layout.text()));
    arguments.addAll(List.of(values));
    return call.call(ScalarFunction.PACK, DataType.BINARY, arguments.toArray(Expression[]::new));
  }

  /// Of packed values the one at `place`.
  Expression unpack(Expression packed, PackedLayout layout, int place) {
    return call.call(
        ScalarFunction.UNPACK,
        layout.parts().get(place).type(),
        packed,
        Literal.ofString(layout.text()),
        Literal.ofLong(DataType.INT, place));
  }

  /// A constant that is not NULL.
  Literal constant(int index, DataType type) {
    if (call.as(index, type) instanceof Literal literal && literal.text() != null) {
      return literal;
    }
    throw call.error(
        "argument %d of %s must be a constant that is not NULL".formatted(index + 1, call.name()));
  }

  /// What the group is ordered by, if that must be one thing.
  OrderKey order() {
    if (within.size() == 1) {
      return within.getFirst();
    }
    throw call.error(call.name() + " needs WITHIN GROUP (ORDER BY …) with one key");
  }
}
