package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// PIVOT as two groupings, as in Spark: by the columns that are neither pivoted nor aggregated and
/// by those that are pivoted; then by the former alone, where each value has at most one row. So an
/// aggregate of no rows is NULL, a count too.
final class PivotAnalyzer {

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final Query.Pivot pivot;
  private final Source input;

  PivotAnalyzer(AnalysisContext context, QueryAnalyzer queries, Query.Pivot pivot, Source input) {
    this.context = context;
    this.queries = queries;
    this.pivot = pivot;
    this.input = input;
  }

  Source analyze() {
    var keys = keys();
    var inner = new GivenRows(context, queries, input);
    var grouped = inner.select(grouped(inner, keys));
    var outer = new GivenRows(context, queries, grouped);
    return outer.select(spread(outer, keys.size()));
  }

  /// The numbers of the columns that are grouped by.
  private List<Integer> keys() {
    var used = new HashSet<Integer>();
    for (var name : pivot.columns()) {
      used.add(input.scope().resolve(name, context).id());
    }
    for (var aggregate : pivot.aggregates()) {
      Trees.forEach(
          aggregate,
          tree -> {
            if (tree instanceof Term.Name name) {
              input.scope().findLocal(name, context).map(Column::id).ifPresent(used::add);
            }
          });
    }
    var columns = input.scope().star(null).columns();
    var keys = new ArrayList<Integer>();
    for (int number = 0; number < columns.size(); number++) {
      if (!used.contains(columns.get(number).id())) {
        keys.add(number);
      }
    }
    return keys;
  }

  private Query.Select grouped(GivenRows rows, List<Integer> keys) {
    var items = new ArrayList<Term>();
    var groups = new ArrayList<GroupBy.Item>();
    for (int key : keys) {
      items.add(rows.column(key, span()));
      groups.add(new GroupBy.Key(GivenRows.reference(key, span())));
    }
    for (var name : pivot.columns()) {
      items.add(name);
      groups.add(new GroupBy.Key(name));
    }
    items.addAll(pivot.aggregates());
    return select(items, groups);
  }

  private Query.Select spread(GivenRows rows, int keyCount) {
    var items = new ArrayList<Term>();
    var groups = new ArrayList<GroupBy.Item>();
    for (int key = 0; key < keyCount; key++) {
      items.add(rows.column(key, span()));
      groups.add(new GroupBy.Key(GivenRows.reference(key, span())));
    }
    int firstAggregate = keyCount + pivot.columns().size();
    for (var value : pivot.values()) {
      var isValue = isValue(value, keyCount);
      for (int index = 0; index < pivot.aggregates().size(); index++) {
        var aggregated = GivenRows.reference(firstAggregate + index, span());
        items.add(new Term.Alias(span(), only(aggregated, isValue), List.of(name(value, index))));
      }
    }
    return select(items, groups);
  }

  /// The only value that there is where a condition is true.
  private static Term only(Term value, Term condition) {
    return new Term.Call(
        value.span(),
        "max",
        List.of(value),
        Quantifier.ALL,
        List.of(),
        condition,
        Term.Nulls.UNSAID);
  }

  /// Whether the pivoted columns have the value.
  private Term isValue(Term named, int firstColumn) {
    var value = unnamed(named);
    var values = value instanceof Term.Row row ? row.values() : List.of(value);
    if (values.size() != pivot.columns().size()) {
      throw context
          .source()
          .error(
              named, "%d values for %d columns".formatted(values.size(), pivot.columns().size()));
    }
    var conditions = new ArrayList<Term>();
    for (int index = 0; index < values.size(); index++) {
      var column = GivenRows.reference(firstColumn + index, span());
      conditions.add(
          new Term.Operation(span(), Operator.NULL_SAFE_EQUAL, List.of(column, values.get(index))));
    }
    return conditions.size() == 1
        ? conditions.getFirst()
        : new Term.Operation(span(), Operator.AND, conditions);
  }

  private static Term unnamed(Term term) {
    return term instanceof Term.Alias alias ? alias.value() : term;
  }

  /// The value's name, and with several aggregates theirs too.
  private String name(Term value, int aggregate) {
    String name = value instanceof Term.Alias alias ? alias.names().getFirst() : text(value);
    var term = pivot.aggregates().get(aggregate);
    return pivot.aggregates().size() == 1
        ? name
        : name
            + "_"
            + (term instanceof Term.Alias alias
                ? alias.names().getFirst()
                : new ColumnNames(context.forms()).of(term));
  }

  private String text(Term value) {
    if (value instanceof Term.Row row) {
      return "{" + String.join(", ", row.values().stream().map(this::text).toList()) + "}";
    }
    var expressions =
        ExpressionAnalyzer.of(context, queries, Scope.empty(null), Clause.plain("PIVOT"));
    var text = context.coercion().cast(expressions.analyze(value), DataType.STRING);
    if (text instanceof Literal literal) {
      return literal.text() == null ? "null" : literal.text();
    }
    throw context.source().error(value, "the values of PIVOT must be constants; name it with AS");
  }

  private Query.Select select(List<Term> items, List<GroupBy.Item> groups) {
    return new Query.Select(
        span(),
        List.of(),
        Quantifier.ALL,
        items,
        GivenRows.table(span()),
        null,
        groups.isEmpty() ? null : new GroupBy(span(), groups),
        null,
        null);
  }

  private Span span() {
    return pivot.span();
  }
}
