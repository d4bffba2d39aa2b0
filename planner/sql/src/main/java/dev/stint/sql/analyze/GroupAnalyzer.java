package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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

  private static final int MAX_SETS = 4096;
  private static final int MAX_CUBE = 12;

  /// What the SELECT list has at some position.
  record Item(Expression value, String name) {}

  private final AnalysisContext context;
  private final IntFunction<Item> items;
  private final ExpressionAnalyzer expressions;
  private final List<Expression> keys = new ArrayList<>();
  private final List<String> keyNames = new ArrayList<>();

  /// Places in `keys`.
  private List<List<Integer>> sets = List.of(List.of());

  GroupAnalyzer(AnalysisContext context, IntFunction<Item> items, ExpressionAnalyzer expressions) {
    this.context = context;
    this.items = items;
    this.expressions = expressions;
  }

  static boolean isGrouping(String function) {
    return function.equalsIgnoreCase("grouping") || function.equalsIgnoreCase("grouping_id");
  }

  /// Whether the clause is `GROUP BY ALL`, which is so unless a column is called that.
  boolean isAll(GroupBy group) {
    return group.items().size() == 1
        && group.items().getFirst() instanceof GroupBy.Key(Term.Name name)
        && name.parts().size() == 1
        && name.last().equalsIgnoreCase("all")
        && expressions.scope().findLocal(name, context).isEmpty();
  }

  /// Groups by an item of the SELECT list.
  void add(Item item) {
    addKey(item);
    sets = List.of(all());
  }

  /// The sets of keys are those of the clause's items in each combination.
  void add(GroupBy group, int itemCount) {
    for (var item : group.items()) {
      var combined = new ArrayList<List<Integer>>();
      var own = sets(item, itemCount);
      if ((long) sets.size() * own.size() > MAX_SETS) {
        throw context
            .source()
            .error(group, "GROUP BY has more than %,d sets of keys".formatted(MAX_SETS));
      }
      for (var set : sets) {
        for (var more : own) {
          combined.add(union(set, more));
        }
      }
      sets = combined;
    }
  }

  /// The columns that the keys use.
  Set<Integer> usedIds() {
    return Expressions.ids(keys);
  }

  private static List<Integer> union(List<Integer> left, List<Integer> right) {
    var all = new LinkedHashSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }

  private List<List<Integer>> sets(GroupBy.Item item, int itemCount) {
    return switch (item) {
      case GroupBy.Key(Term.Row row) -> List.of(set(row.values(), itemCount));
      case GroupBy.Key(var term) -> List.of(set(List.of(term), itemCount));
      case GroupBy.Keys(_, var terms) -> List.of(set(terms, itemCount));
      case GroupBy.Rollup rollup -> rollup(parts(rollup.parts(), itemCount));
      case GroupBy.Cube cube -> cube(cube, parts(cube.parts(), itemCount));
      case GroupBy.Sets several -> {
        set(several.keys(), itemCount);
        var all = new ArrayList<List<Integer>>();
        several.sets().forEach(one -> all.addAll(sets(one, itemCount)));
        yield all;
      }
    };
  }

  private List<List<Integer>> parts(List<GroupBy.Keys> parts, int itemCount) {
    return parts.stream().map(part -> set(part.terms(), itemCount)).toList();
  }

  /// The longest beginning first.
  private static List<List<Integer>> rollup(List<List<Integer>> parts) {
    var sets = new ArrayList<List<Integer>>();
    List<Integer> set = List.of();
    sets.add(set);
    for (var part : parts) {
      set = union(set, part);
      sets.addFirst(set);
    }
    return sets;
  }

  private List<List<Integer>> cube(GroupBy.Cube cube, List<List<Integer>> parts) {
    if (parts.size() > MAX_CUBE) {
      throw context.source().error(cube.span(), "CUBE takes at most %d keys".formatted(MAX_CUBE));
    }
    List<List<Integer>> sets = List.of(List.of());
    for (var part : parts) {
      var more = new ArrayList<List<Integer>>();
      for (var set : sets) {
        more.add(union(set, part));
        more.add(set);
      }
      sets = more;
    }
    return sets;
  }

  private List<Integer> set(List<Term> terms, int itemCount) {
    return terms.stream().map(term -> key(term, itemCount)).distinct().toList();
  }

  /// The place of a key among all.
  private int key(Term term, int itemCount) {
    var ordinal = Ordinals.of(term);
    return addKey(
        ordinal.isPresent()
            ? items.apply(Ordinals.place(context, term, ordinal.get(), itemCount, "GROUP BY"))
            : new Item(expressions.analyze(term), ColumnNames.of(term)));
  }

  private int addKey(Item item) {
    int known = keys.indexOf(item.value());
    if (known >= 0) {
      return known;
    }
    keys.add(item.value());
    keyNames.add(item.name());
    return keys.size() - 1;
  }

  private List<Integer> all() {
    return IntStream.range(0, keys.size()).boxed().toList();
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
      String name = argumentName(aggregates.outputs().get(index).name());
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
    boolean isOneSet = sets.size() == 1 && sets.getFirst().size() == keys.size();
    var relation =
        isOneSet
            ? new Aggregate(input, List.copyOf(groups.values()), aggregations)
            : several(input, groups, aggregations, aggregates);
    if (isOneSet && !aggregates.groupings().isEmpty()) {
      throw context
          .source()
          .error(
              aggregates.groupings().getFirst().call(),
              "this needs GROUPING SETS, ROLLUP or CUBE in GROUP BY");
    }
    var lost = new HashSet<>(Expressions.idsOf(rows.columns()));
    lost.removeAll(Expressions.idsOf(relation.columns()));
    return new Grouped(relation, groups, lost, context);
  }

  /// Groups by several sets; `groups` gets their columns.
  private Relation several(
      Relation input,
      Map<Expression, Column> groups,
      List<Aggregation> aggregations,
      AggregateCollector aggregates) {
    var grouped =
        new GroupingSets(context.ids(), List.copyOf(groups.values()), sets)
            .group(input, aggregations);
    for (int key = 0; key < keys.size(); key++) {
      groups.put(keys.get(key), grouped.keys().get(key));
    }
    var outputs = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var grouping : aggregates.groupings()) {
      outputs.add(grouping.output());
      values.add(value(grouping, grouped));
    }
    return outputs.isEmpty()
        ? grouped.relation()
        : Relations.extend(grouped.relation(), outputs, values);
  }

  private Expression value(AggregateCollector.Grouping grouping, GroupingSets.Groups groups) {
    var places = new ArrayList<Integer>();
    for (var argument : grouping.arguments()) {
      int place = keys.indexOf(argument);
      if (place < 0) {
        throw context.source().error(grouping.call(), "this takes keys of GROUP BY");
      }
      places.add(place);
    }
    var type = grouping.output().type();
    if (type.equals(DataType.TINYINT)) {
      return context.coercion().cast(groups.bit(places.getFirst()), type);
    }
    return places.isEmpty() ? groups.id().ref() : groups.bits(places);
  }

  private void refuseAggregates(Expression key, AggregateCollector aggregates) {
    var outputs = Expressions.idsOf(aggregates.outputs());
    if (Expressions.ids(key).stream().anyMatch(outputs::contains)) {
      throw context.source().error(Span.NONE, "GROUP BY may not hold an aggregate function");
    }
  }

  /// What stands in the parentheses of an aggregate.
  private static String argumentName(String call) {
    int open = call.indexOf('(');
    int close = call.lastIndexOf(')');
    String inner = open < 0 || close < open ? call : call.substring(open + 1, close);
    return inner.replaceFirst("^DISTINCT ", "");
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
