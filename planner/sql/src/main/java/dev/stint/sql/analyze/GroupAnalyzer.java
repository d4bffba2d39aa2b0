package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads GROUP BY, and groups.
final class GroupAnalyzer {

  /// The rows after grouping, and how expressions over the rows before it read there.
  record Grouped(
      Relation relation, Map<Expression, Column> keys, Set<Integer> lost, AnalysisContext context) {

    /// The expression over groups: what equals a key is that key's column.
    Expression rewrite(Expression expression, ExpressionAnalyzer... places) {
      return Expressions.rewrite(expression, part -> part(part, places));
    }

    private @Nullable Expression part(Expression part, ExpressionAnalyzer... places) {
      var key = keys.get(part);
      if (key != null) {
        return key.ref();
      }
      if (part instanceof ColumnRef ref && lost.contains(ref.column())) {
        Optional<Span> place = Optional.empty();
        for (var analyzer : places) {
          place = place.or(() -> analyzer.place(ref.column()));
        }
        throw context
            .source()
            .error(
                place.orElse(Span.NONE),
                "this column is neither in GROUP BY nor inside an aggregate function;"
                    + " group by it, or use any_value(…)");
      }
      return null;
    }
  }

  /// What the SELECT list has at some position.
  record Item(Expression value, String name) {}

  private final AnalysisContext context;
  private final IntFunction<Item> items;
  private final ExpressionAnalyzer expressions;
  private final List<Expression> keys = new ArrayList<>();
  private final List<String> keyNames = new ArrayList<>();

  GroupAnalyzer(AnalysisContext context, IntFunction<Item> items, ExpressionAnalyzer expressions) {
    this.context = context;
    this.items = items;
    this.expressions = expressions;
  }

  void add(GroupBy group, int itemCount) {
    for (var item : group.items()) {
      add(item, itemCount);
    }
  }

  /// The columns that the keys use.
  Set<Integer> usedIds() {
    return Expressions.ids(keys);
  }

  private void add(GroupBy.Item item, int itemCount) {
    switch (item) {
      case GroupBy.Key(Term.Row row) -> row.values().forEach(value -> add(value, itemCount));
      case GroupBy.Key(var term) -> add(term, itemCount);
      case GroupBy.Keys(_, var terms) -> terms.forEach(term -> add(term, itemCount));
      case GroupBy.Rollup rollup -> throw notSupported(rollup.span(), "ROLLUP");
      case GroupBy.Cube cube -> throw notSupported(cube.span(), "CUBE");
      case GroupBy.Sets sets -> throw notSupported(sets.span(), "GROUPING SETS");
    }
  }

  private StintException notSupported(Span span, String what) {
    return Unsupported.notSupported(context, span, what + " in GROUP BY");
  }

  private void add(Term term, int itemCount) {
    var ordinal = Ordinals.of(term);
    addKey(
        ordinal.isPresent()
            ? items.apply(Ordinals.place(context, term, ordinal.get(), itemCount, "GROUP BY"))
            : new Item(expressions.analyze(term), name(term)));
  }

  private String name(Term term) {
    return term instanceof Term.Name name ? name.last() : context.source().snippet(term);
  }

  private void addKey(Item item) {
    if (!keys.contains(item.value())) {
      keys.add(item.value());
      keyNames.add(item.name());
    }
  }

  /// Groups the rows by the keys and computes the aggregates.
  Grouped build(Relation rows, AggregateCollector aggregates) {
    var computed = new LinkedHashMap<Expression, Column>();
    var nullability = new Nullability(rows.columns());
    var columns = Relations.columnsById(rows.columns());
    var groups = new LinkedHashMap<Expression, Column>();
    for (int index = 0; index < keys.size(); index++) {
      var key = keys.get(index);
      refuseAggregates(key, aggregates);
      groups.put(key, column(key, keyNames.get(index), columns, computed, nullability));
    }
    var aggregations = new ArrayList<Aggregation>();
    for (int index = 0; index < aggregates.found().size(); index++) {
      var found = aggregates.found().get(index);
      String name = CallText.arguments(aggregates.outputs().get(index).name());
      var argument =
          found.arguments().isEmpty()
              ? null
              : column(found.arguments().getFirst(), name, columns, computed, nullability);
      var filter =
          found.filter() == null
              ? null
              : column(found.filter(), name + " filter", columns, computed, nullability);
      aggregations.add(
          new Aggregation(
              aggregates.outputs().get(index),
              found.function(),
              argument,
              found.isDistinct(),
              filter));
    }
    var input = projected(rows, groups, aggregations, computed);
    var relation = new Aggregate(input, List.copyOf(groups.values()), aggregations);
    var lost = new HashSet<>(Expressions.idsOf(rows.columns()));
    lost.removeAll(Expressions.idsOf(relation.columns()));
    return new Grouped(relation, groups, lost, context);
  }

  private void refuseAggregates(Expression key, AggregateCollector aggregates) {
    var outputs = Expressions.idsOf(aggregates.outputs());
    if (Expressions.ids(key).stream().anyMatch(outputs::contains)) {
      throw context.source().error(Span.NONE, "GROUP BY may not hold an aggregate function");
    }
  }

  private Column column(
      Expression expression,
      String name,
      Map<Integer, Column> columns,
      Map<Expression, Column> computed,
      Nullability nullability) {
    if (expression instanceof ColumnRef ref && columns.containsKey(ref.column())) {
      return columns.get(ref.column());
    }
    return computed.computeIfAbsent(
        expression, e -> context.ids().columnFor(name, e, nullability.isNullable(e)));
  }

  /// The columns that the grouping needs, and no others.
  private static Relation projected(
      Relation rows,
      Map<Expression, Column> groups,
      List<Aggregation> aggregations,
      Map<Expression, Column> computed) {
    if (computed.isEmpty()) {
      return rows;
    }
    var needed = new LinkedHashMap<Integer, Column>();
    groups.values().forEach(column -> needed.put(column.id(), column));
    for (var aggregation : aggregations) {
      if (aggregation.argument() != null) {
        needed.put(aggregation.argument().id(), aggregation.argument());
      }
      if (aggregation.filter() != null) {
        needed.put(aggregation.filter().id(), aggregation.filter());
      }
    }
    var values = new HashMap<Integer, Expression>();
    computed.forEach((expression, column) -> values.put(column.id(), expression));
    var expressions = new ArrayList<Expression>();
    needed.values().forEach(c -> expressions.add(values.getOrDefault(c.id(), c.ref())));
    return new Project(rows, List.copyOf(needed.values()), expressions);
  }
}
