package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How resolved expressions read over the rows of a phase: over groups, what equals a key is that
/// key's column, columns that are `lost` may no longer be used, and for ids of `others` other
/// columns stand.
record Reading(
    Map<Expression, Column> keys,
    Map<Integer, Column> others,
    Map<Integer, Column> lost,
    AnalysisContext context) {

  static Reading asResolved(AnalysisContext context) {
    return new Reading(Map.of(), Map.of(), Map.of(), context);
  }

  Reading {
    keys = Map.copyOf(keys);
    others = Map.copyOf(others);
    lost = Map.copyOf(lost);
  }

  /// `written` is what the expression was resolved of, for messages.
  Expression read(Expression expression, Tree written) {
    var read = Expressions.rewrite(expression, part -> part(part, keys, others));
    if (!usesLost(read)) {
      return read;
    }
    // Perhaps a key was written in another order.
    var forms = new HashMap<Expression, Column>();
    keys.forEach((key, column) -> forms.put(CanonicalForm.of(key), column));
    read = Expressions.rewrite(CanonicalForm.of(expression), part -> part(part, forms, others));
    if (usesLost(read)) {
      throw notGrouped(read, written);
    }
    return read;
  }

  private static @Nullable Expression part(
      Expression part, Map<Expression, Column> keys, Map<Integer, Column> others) {
    var key = keys.get(part);
    if (key != null) {
      return key.ref();
    }
    var other = part instanceof ColumnRef ref ? others.get(ref.column()) : null;
    return other == null ? null : other.ref();
  }

  private boolean usesLost(Expression read) {
    return !lost.isEmpty() && !Collections.disjoint(Expressions.ids(read), lost.keySet());
  }

  private StintException notGrouped(Expression read, Tree written) {
    var place =
        Expressions.ids(read).stream()
            .flatMap(id -> Stream.ofNullable(lost.get(id)))
            .flatMap(column -> place(written, column.name()).stream())
            .min(Comparator.comparingInt(Span::start));
    return context
        .source()
        .error(
            place.orElse(written.span()),
            "this column is neither in GROUP BY nor inside an aggregate function;"
                + " group by it, or use any_value(…)");
  }

  /// Where a column is named, outside of aggregates and of subqueries.
  private static Optional<Span> place(Tree tree, String name) {
    if (tree instanceof Term.Name found && found.last().equalsIgnoreCase(name)) {
      return Optional.of(found.span());
    }
    boolean isOther =
        tree instanceof Query
            || (tree instanceof Term.Call call && AggregateFunctions.isKnown(call.name()));
    return isOther
        ? Optional.empty()
        : Trees.children(tree).stream().flatMap(part -> place(part, name).stream()).findFirst();
  }
}
