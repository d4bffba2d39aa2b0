package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Groups rows by keys and computes aggregates. Used once.
final class Groups {

  /// The groups, and the columns in which the keys' values are.
  record Grouped(Relation relation, Map<Expression, Column> keys) {}

  private final AnalysisContext context;
  private final Definitions definitions;
  private final Relation rows;
  private final Nullability nullability;
  private final Map<Integer, Column> columns;

  /// What the grouping needs and the rows do not have.
  private final Map<Expression, Column> computed = new LinkedHashMap<>();

  Groups(AnalysisContext context, Definitions definitions, Relation rows) {
    this.context = context;
    this.definitions = definitions;
    this.rows = rows;
    this.nullability = new Nullability(rows.columns());
    this.columns = Relations.columnsById(rows.columns());
  }

  Grouped by(GroupKeys keys) {
    var groups = new ArrayList<Column>();
    keys.keys().forEach(key -> groups.add(column(key.value(), key.name())));
    var aggregations = definitions.aggregates().stream().map(this::aggregation).toList();
    var input = projected(groups, aggregations);
    boolean isPlain = keys.form() == GroupKeys.Form.PLAIN || definitions.groupings().isEmpty();
    return keys.isOneSet() && isPlain
        ? ofOneSet(keys, new Aggregate(input, groups, aggregations))
        : ofSeveralSets(
            keys, new GroupingSets(context.ids(), groups, keys.sets()).group(input, aggregations));
  }

  private Aggregation aggregation(Definition.Aggregate aggregate) {
    var found = aggregate.found();
    String name = argumentName(aggregate.output().name());
    var argument = found.arguments().isEmpty() ? null : column(found.arguments().getFirst(), name);
    var filter = found.filter() == null ? null : column(found.filter(), name + " filter");
    return new Aggregation(
        aggregate.output(),
        found.function(),
        argument,
        found.isDistinct(),
        filter,
        found.constants());
  }

  private Grouped ofOneSet(GroupKeys keys, Aggregate aggregate) {
    if (!definitions.groupings().isEmpty()) {
      throw context
          .source()
          .error(
              definitions.groupings().getFirst().call(),
              "this needs GROUPING SETS, ROLLUP or CUBE in GROUP BY");
    }
    return new Grouped(aggregate, columns(keys, aggregate.groups()));
  }

  private Grouped ofSeveralSets(GroupKeys keys, GroupingSets.Groups groups) {
    var outputs = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var grouping : definitions.groupings()) {
      outputs.add(grouping.output());
      values.add(value(grouping, keys, groups));
    }
    var relation =
        outputs.isEmpty()
            ? groups.relation()
            : Relations.extend(groups.relation(), outputs, values);
    return new Grouped(relation, columns(keys, groups.keys()));
  }

  private static Map<Expression, Column> columns(GroupKeys keys, List<Column> columns) {
    var byValue = new HashMap<Expression, Column>();
    for (int key = 0; key < columns.size(); key++) {
      byValue.put(keys.keys().get(key).value(), columns.get(key));
    }
    return byValue;
  }

  private Expression value(
      Definition.Grouping grouping, GroupKeys keys, GroupingSets.Groups groups) {
    var places = new ArrayList<Integer>();
    for (var argument : grouping.arguments()) {
      int place = keys.values().indexOf(argument);
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

  /// What stands in the parentheses of an aggregate.
  private static String argumentName(String call) {
    int open = call.indexOf('(');
    int close = call.lastIndexOf(')');
    String inner = open < 0 || close < open ? call : call.substring(open + 1, close);
    return inner.replaceFirst("^DISTINCT ", "");
  }

  private Column column(Expression expression, String name) {
    if (expression instanceof ColumnRef ref && columns.containsKey(ref.column())) {
      return columns.get(ref.column());
    }
    return computed.computeIfAbsent(
        expression, e -> context.ids().columnFor(name, e, nullability.isNullable(e)));
  }

  /// The columns that the grouping needs, and no others.
  private Relation projected(List<Column> groups, List<Aggregation> aggregations) {
    if (computed.isEmpty()) {
      return rows;
    }
    var needed = new LinkedHashMap<Integer, Column>();
    groups.forEach(column -> needed.put(column.id(), column));
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
