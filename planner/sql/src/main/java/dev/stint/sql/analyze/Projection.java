package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The last phases of a SELECT: its list, DISTINCT, and its order.
final class Projection {

  private final AnalysisContext context;
  private final Relation rows;
  private final List<Column> columns = new ArrayList<>();
  private final List<Expression> values;

  /// `values` are the SELECT list's over `rows`, and `names` those of their columns.
  Projection(AnalysisContext context, Relation rows, List<String> names, List<Expression> values) {
    this.context = context;
    this.rows = rows;
    this.values = values;
    var nullability = new Nullability(rows.columns());
    var free = Expressions.idsOf(rows.columns());
    for (int index = 0; index < values.size(); index++) {
      var value = values.get(index);
      boolean isNullable = nullability.isNullable(value);
      // A column keeps its id once; a second time, or out of the query around, it gets a new one.
      boolean isPassed = value instanceof ColumnRef ref && free.remove(ref.column());
      columns.add(
          isPassed
              ? new Column(((ColumnRef) value).column(), names.get(index), value.type(), isNullable)
              : context.ids().columnFor(names.get(index), value, isNullable));
    }
  }

  /// The list's values; with DISTINCT, each row once.
  Relation rows(Quantifier quantifier) {
    var projected = new Project(rows, columns, values);
    return quantifier == Quantifier.DISTINCT
        ? new Aggregate(projected, columns, List.of())
        : projected;
  }

  /// As [#rows], in an order; `meanings` are over the rows below, of all items that are no
  /// positions.
  Relation sorted(Quantifier quantifier, Query.Sort sort, Map<Term, Expression> meanings) {
    var order = new OrderAnalyzer(context, columns);
    for (var item : sort.items()) {
      order.add(item, term -> output(Objects.requireNonNull(meanings.get(term))));
    }
    if (order.computed().isEmpty()) {
      return Distributions.sorted(rows(quantifier), order.keys(), sort.distributed());
    }
    if (quantifier == Quantifier.DISTINCT) {
      throw context
          .source()
          .error(sort, "with SELECT DISTINCT, ORDER BY may use only what the SELECT list gives");
    }
    var allColumns = new ArrayList<>(columns);
    allColumns.addAll(order.computed());
    var allValues = new ArrayList<>(values);
    allValues.addAll(order.expressions());
    var extended = new Project(rows, allColumns, allValues);
    return Relations.select(
        Distributions.sorted(extended, order.keys(), sort.distributed()), columns);
  }

  /// The output column that has the value already, or the value.
  private Expression output(Expression value) {
    int index = values.indexOf(value);
    return index < 0 ? value : columns.get(index).ref();
  }
}
