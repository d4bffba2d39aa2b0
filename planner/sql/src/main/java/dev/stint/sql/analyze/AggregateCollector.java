package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The aggregates that a SELECT computes, each once however often it is written.
final class AggregateCollector {

  /// An aggregate over expressions of the rows before grouping: one argument, or none for
  /// `count(*)`.
  record Found(
      AggregateFunction function,
      List<Expression> arguments,
      boolean isDistinct,
      @Nullable Expression filter) {}

  /// A call of `grouping` or `grouping_id`, and the column that stands for it.
  record Grouping(Term.Call call, List<Expression> arguments, Column output) {}

  private final List<Grouping> groupings = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Column> outputs = new ArrayList<>();

  List<Found> found() {
    return found;
  }

  List<Column> outputs() {
    return outputs;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Grouping> groupings() {
    return groupings;
  }

  /// The column of what says in which grouping set a group is.
  Column add(Grouping grouping) {
    for (var known : groupings) {
      if (known.call().name().equalsIgnoreCase(grouping.call().name())
          && known.arguments().equals(grouping.arguments())) {
        return known.output();
      }
    }
    groupings.add(grouping);
    return grouping.output();
  }

  /// The column of an aggregate's result.
  Column add(Found aggregate, Column output) {
    int known = found.indexOf(aggregate);
    if (known >= 0) {
      return outputs.get(known);
    }
    found.add(aggregate);
    outputs.add(output);
    return output;
  }
}
