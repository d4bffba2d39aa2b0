package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.Map;
import java.util.Optional;
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
    return Expressions.rewrite(expression, part -> part(part, written));
  }

  private @Nullable Expression part(Expression part, Tree written) {
    var key = keys.get(part);
    if (key != null) {
      return key.ref();
    }
    if (!(part instanceof ColumnRef ref)) {
      return null;
    }
    var missing = lost.get(ref.column());
    if (missing != null) {
      throw context
          .source()
          .error(
              place(written, missing.name()).orElse(written.span()),
              "this column is neither in GROUP BY nor inside an aggregate function;"
                  + " group by it, or use any_value(…)");
    }
    var other = others.get(ref.column());
    return other == null ? null : other.ref();
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
