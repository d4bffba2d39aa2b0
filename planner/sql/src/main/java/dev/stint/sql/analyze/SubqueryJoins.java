package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/// Joins one subquery to the relation whose expressions use it.
final class SubqueryJoins {

  private final AnalysisContext context;
  private final SqlNode node;
  private final Scope scope;

  SubqueryJoins(AnalysisContext context, SqlNode node, Scope scope) {
    this.context = context;
    this.node = node;
    this.scope = scope;
  }

  /// The ids of the outer columns that the query uses; they must be there to be used.
  private Set<Integer> outerIds(Relation input, Relation query) {
    var available = Expressions.idsOf(input.columns());
    var free = Relations.freeIds(query);
    for (var column : scope.columns()) {
      if (free.contains(column.id()) && !available.contains(column.id())) {
        throw context
            .source()
            .error(
                node,
                "this subquery uses '%s' of the outer query, which is not grouped there"
                    .formatted(column.name()));
      }
    }
    free.retainAll(available);
    return free;
  }

  private Decorrelation.Result pullUp(Relation query, Set<Integer> outer) {
    return new Decorrelation(context, node, outer).pullUp(query);
  }

  /// Adds `output`, the value of a one-column query, NULL where it has no row.
  Relation scalar(Relation input, Relation query, Column output) {
    var outer = outerIds(input, query);
    var value = query.columns().getFirst();
    if (outer.isEmpty()) {
      var single = Relations.isOneRow(query) ? query : single(query, value);
      var result = single.columns().getFirst();
      var renamed = new Project(single, List.of(output), List.of(result.ref()));
      return new Join(input, renamed, JoinKind.INNER, List.of());
    }
    return correlatedScalar(input, query, value, output, outer);
  }

  /// One row: the only value, or an error when there are several.
  private Relation single(Relation query, Column value) {
    var output = context.ids().column(value.name(), value.type(), true);
    var aggregation = new Aggregation(output, AggregateFunction.SINGLE_VALUE, value, false, null);
    return new Aggregate(query, List.of(), List.of(aggregation));
  }

  private Relation correlatedScalar(
      Relation input, Relation query, Column value, Column output, Set<Integer> outer) {
    var layers = new ArrayList<Project>();
    var core = query;
    while (core instanceof Project project && !(project.input() instanceof Filter)) {
      layers.add(project);
      core = project.input();
    }
    boolean isGlobal = core instanceof Aggregate aggregate && aggregate.groups().isEmpty();
    if (!isGlobal) {
      layers.clear();
      if (Subqueries.countsNothing(query)) {
        throw context
            .source()
            .error(node, "HAVING in a subquery that counts for each outer row is not supported");
      }
      core = single(query, value);
      value = core.columns().getFirst();
    }
    var below = pullUp(core, outer);
    Relation joined = new Join(input, below.relation(), JoinKind.LEFT, below.conditions());
    // Over no rows a count is 0, but the outer join gives NULL.
    var values = new HashMap<Integer, Expression>();
    for (var aggregation : ((Aggregate) core).aggregations()) {
      values.put(aggregation.output().id(), ofNothing(aggregation));
    }
    for (var layer : layers.reversed()) {
      for (int index = 0; index < layer.columns().size(); index++) {
        var expression = Expressions.substitute(layer.expressions().get(index), values);
        values.put(layer.columns().get(index).id(), expression);
      }
    }
    var columns = new ArrayList<>(input.columns());
    var expressions = new ArrayList<Expression>();
    columns.forEach(column -> expressions.add(column.ref()));
    columns.add(output);
    expressions.add(values.getOrDefault(value.id(), value.ref()));
    return new Project(joined, columns, expressions);
  }

  private static Expression ofNothing(Aggregation aggregation) {
    var output = aggregation.output();
    boolean isCount =
        aggregation.function() == AggregateFunction.COUNT
            || aggregation.function() == AggregateFunction.COUNT_ALL;
    return isCount
        ? Call.of(
            ScalarFunction.COALESCE,
            DataType.BIGINT,
            output.ref(),
            Literal.ofLong(DataType.BIGINT, 0))
        : output.ref();
  }

  /// The input's rows for which the query has rows, or has none.
  Relation exists(Relation input, Relation query, boolean isNegated) {
    var needed = withoutPresentation(query);
    if (Relations.isOneRow(needed)) {
      return isNegated ? Relations.filter(input, List.of(Literal.FALSE)) : input;
    }
    var result = pullUp(needed, outerIds(input, needed));
    var kind = isNegated ? JoinKind.ANTI : JoinKind.SEMI;
    return new Join(input, result.relation(), kind, result.conditions());
  }

  /// What decides whether there are rows: without projections, order, and a limit above 0.
  private static Relation withoutPresentation(Relation query) {
    return switch (query) {
      case Project project -> withoutPresentation(project.input());
      case Sort sort -> withoutPresentation(sort.input());
      case Limit limit when limit.limit() > 0 && limit.offset() == 0 ->
          withoutPresentation(limit.input());
      case Aggregate aggregate when !aggregate.groups().isEmpty() ->
          withoutPresentation(aggregate.input());
      default -> query;
    };
  }

  /// The input's rows for which some row of the query makes the conditions true.
  Relation in(Relation input, Relation query, List<Expression> equalities) {
    var outer = outerIds(input, query);
    refuseCount(query, outer);
    var result = pullUp(query, outer);
    var conditions = new ArrayList<>(equalities);
    conditions.addAll(result.conditions());
    return new Join(input, result.relation(), JoinKind.SEMI, conditions);
  }

  private void refuseCount(Relation query, Set<Integer> outer) {
    if (!outer.isEmpty() && Subqueries.countsNothing(query)) {
      throw context
          .source()
          .error(node, "IN over a count for each outer row is not supported; write '=' instead");
    }
  }

  /// The input's rows for which `equality` is false for every row of the query: a NULL among the
  /// query's values leaves no row, a NULL on the left none unless the query is empty.
  Relation notIn(Relation input, Relation query, Call equality) {
    var outer = outerIds(input, query);
    refuseCount(query, outer);
    boolean isPlain =
        !new Nullability(input.columns()).isNullable(equality.argument(0))
            && !new Nullability(query.columns()).isNullable(equality.argument(1));
    var result = pullUp(query, outer);
    var conditions = new ArrayList<>(result.conditions());
    if (isPlain) {
      conditions.add(equality);
      return new Join(input, result.relation(), JoinKind.ANTI, conditions);
    }
    if (!outer.isEmpty()) {
      conditions.add(
          Expressions.or(
              List.of(
                  equality,
                  Expressions.isNull(equality.argument(0)),
                  Expressions.isNull(equality.argument(1)))));
      return new Join(input, result.relation(), JoinKind.ANTI, conditions);
    }
    return uncorrelatedNotIn(input, query, equality);
  }

  private Relation uncorrelatedNotIn(Relation input, Relation query, Call equality) {
    var rows = context.ids().column("rows", DataType.BIGINT, false);
    var values = context.ids().column("values", DataType.BIGINT, false);
    var counted = new Join(input, counts(query, rows, values), JoinKind.INNER, List.of());
    var isEmpty = Expressions.equal(rows.ref(), Literal.ofLong(DataType.BIGINT, 0));
    var isDecided =
        Expressions.and(
            List.of(
                Expressions.isNotNull(equality.argument(0)),
                Expressions.equal(rows.ref(), values.ref())));
    var open = Relations.filter(counted, List.of(Expressions.or(List.of(isEmpty, isDecided))));
    var joined = new Join(open, query, JoinKind.ANTI, List.of(equality));
    return Relations.select(joined, input.columns());
  }

  /// One row: how many rows the query has, and how many values that are not NULL.
  private Relation counts(Relation query, Column rows, Column values) {
    var copy = RelationCopy.of(query, context.ids());
    var value = copy.columns().getFirst();
    return new Aggregate(
        copy,
        List.of(),
        List.of(
            new Aggregation(rows, AggregateFunction.COUNT_ALL, null, false, null),
            new Aggregation(values, AggregateFunction.COUNT, value, false, null)));
  }

  /// Adds `mark`, TRUE where the query has a row that makes the conditions true, else NULL.
  Relation mark(Relation input, Relation query, List<Expression> equalities, Column mark) {
    var needed = equalities.isEmpty() ? withoutPresentation(query) : query;
    var outer = outerIds(input, needed);
    if (Relations.isOneRow(needed) && equalities.isEmpty()) {
      return Relations.extend(input, List.of(mark), List.of(Literal.TRUE));
    }
    refuseCount(query, outer);
    var result = pullUp(needed, outer);
    var conditions = new ArrayList<>(equalities);
    conditions.addAll(result.conditions());
    var inputIds = new HashSet<>(Expressions.idsOf(input.columns()));
    var keys = new Decorrelation.CorrelationKeys(context, result.relation(), inputIds);
    var joining = new ArrayList<Expression>();
    for (var condition : conditions) {
      joining.add(
          keys.key(condition)
              .orElseThrow(
                  () ->
                      context
                          .source()
                          .error(
                              node,
                              "this subquery may stand inside OR, CASE or a SELECT list only if"
                                  + " its columns and the outer query's are compared by '='")));
    }
    var groups = new ArrayList<>(new java.util.LinkedHashSet<>(keys.columns()));
    Relation distinct =
        groups.isEmpty()
            ? new Limit(keys.relation(), 1, 0)
            : new Aggregate(keys.relation(), groups, List.of());
    var marked = new Project(distinct, with(groups, mark), withTrue(groups));
    return Relations.select(
        new Join(input, marked, JoinKind.LEFT, joining), with(input.columns(), mark));
  }

  private static List<Column> with(List<Column> columns, Column last) {
    var all = new ArrayList<>(columns);
    all.add(last);
    return all;
  }

  private static List<Expression> withTrue(List<Column> columns) {
    var all = new ArrayList<Expression>();
    columns.forEach(column -> all.add(column.ref()));
    all.add(Literal.TRUE);
    return all;
  }

  /// Adds what decides `x IN (query)`: the mark, and how many rows and values the query has.
  Relation in(
      Relation input,
      Relation query,
      Expression equality,
      Column mark,
      Column rows,
      Column values) {
    if (!outerIds(input, query).isEmpty()) {
      throw context
          .source()
          .error(
              node,
              "IN with a correlated subquery is supported only as a condition of its own;"
                  + " use EXISTS here");
    }
    var counted = new Join(input, counts(query, rows, values), JoinKind.INNER, List.of());
    return mark(counted, query, List.of(equality), mark);
  }
}
