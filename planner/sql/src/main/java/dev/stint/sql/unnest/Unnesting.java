package dev.stint.sql.unnest;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Level;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Recursion;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes a subquery's uses of outer columns out of it.
///
/// They are pulled up: conditions and computed columns wait until the subquery is joined to the
/// rows around it. Where an operator cannot let them pass, the rows below it are first joined to
/// the domain of the outer columns (Neumann and Kemper's dependent join), so that the operator may
/// work for each of its rows; from there on only equality with the domain is pulled up. An equality
/// of an inner and an outer value needs no domain below a grouping, a limit or a union: the inner
/// one is then a key.
public final class Unnesting {

  private final ColumnIds ids;
  private final Set<Integer> outer;
  private final Binding binding;

  /// `around` has the rows around the subquery, or more, and `outer` the ids of those of its
  /// columns that the subquery uses; `refusal` is thrown when they would have to be computed twice
  /// but may differ.
  public Unnesting(
      ColumnIds ids, Relation around, Set<Integer> outer, Supplier<StintException> refusal) {
    this.ids = ids;
    this.outer = Set.copyOf(outer);
    this.binding = new Binding(ids, around, this.outer, refusal);
  }

  public Unnested of(Relation relation) {
    if (!usesOuter(relation)) {
      return free(relation);
    }
    return switch (relation) {
      case Filter filter -> filter(filter);
      case Project project -> project(project, of(project.input()));
      case Aggregate aggregate -> aggregate(aggregate);
      case Join join -> new JoinUnnesting(this, binding, ids, outer).of(join);
      case Sort sort -> of(sort.input());
      case Limit limit -> limit(limit);
      case Union union -> union(union);
      case Expand expand -> expand(expand);
      case Repeat repeat -> repeat(repeat);
      case Window window -> window(window);
      case Scan _, Values _, Level _, Recursion _ ->
          throw new IllegalStateException("outer columns in " + relation);
    };
  }

  private static Unnested free(Relation relation) {
    var rows = Unnested.rows(relation, List.of(), relation.columns());
    return Relations.isOneRow(relation) ? rows.oneRow() : rows;
  }

  /// As [#of], but as many rows as match.
  public Unnested rows(Relation relation) {
    var rows = of(relation);
    return rows.isOneRow() ? binding.bind(rows, Set.of()).rows() : rows;
  }

  /// As [#rows], with these columns among the relation's own.
  Unnested plainRows(Relation relation, List<Column> columns) {
    return plain(rows(relation), columns);
  }

  private Unnested plain(Unnested rows, List<Column> columns) {
    boolean arePlain = !rows.isOneRow() && columns.stream().allMatch(rows::isPlain);
    return arePlain ? rows : binding.bind(rows, Set.of()).rows();
  }

  boolean usesOuter(Relation relation) {
    return Relations.freeIds(relation).stream().anyMatch(outer::contains);
  }

  boolean usesOuter(Expression expression) {
    return Expressions.ids(expression).stream().anyMatch(outer::contains);
  }

  private Unnested filter(Filter filter) {
    var below = of(filter.input());
    if (below.isOneRow()) {
      var innerIds = Expressions.idsOf(below.relation().columns());
      boolean needsMatch = Nullability.rejectsNull(below.value(filter.condition()), innerIds);
      below =
          needsMatch
              ? computed(below.relation(), below.conditions(), below.columns(), below.expressions())
              : binding.bind(below, Set.of()).rows();
    }
    var conditions = new ArrayList<>(below.conditions());
    var kept = new ArrayList<Expression>();
    for (var part : Expressions.conjuncts(below.value(filter.condition()))) {
      (usesOuter(part) ? conditions : kept).add(part);
    }
    return new Unnested(
        Relations.filter(below.relation(), kept),
        JoinKind.INNER,
        conditions,
        below.columns(),
        below.expressions());
  }

  private Unnested project(Project project, Unnested below) {
    var values = project.expressions().stream().map(below::value).toList();
    return below.isOneRow()
        ? new Unnested(
            below.relation(), below.kind(), below.conditions(), project.columns(), values)
        : computed(below.relation(), below.conditions(), project.columns(), values);
  }

  /// Computes what needs no outer column; the rest waits, with the columns that it needs.
  private Unnested computed(
      Relation input, List<Expression> conditions, List<Column> outputs, List<Expression> values) {
    var columns = new ArrayList<Column>();
    var computed = new ArrayList<Expression>();
    var given = new ArrayList<Expression>();
    var needed = new HashSet<>(Expressions.ids(conditions));
    for (int index = 0; index < values.size(); index++) {
      var value = values.get(index);
      boolean isWaiting = usesOuter(value);
      if (isWaiting) {
        needed.addAll(Expressions.ids(value));
      } else {
        columns.add(outputs.get(index));
        computed.add(value);
      }
      given.add(isWaiting ? value : outputs.get(index).ref());
    }
    for (var column : input.columns()) {
      if (needed.contains(column.id()) && !Relations.ids(columns).contains(column.id())) {
        columns.add(column);
        computed.add(column.ref());
      }
    }
    var relation = columns.isEmpty() ? input : new Project(input, columns, computed);
    return new Unnested(relation, JoinKind.INNER, conditions, outputs, given);
  }

  /// The keys of rows with these columns; where there are none, those of the domain.
  private Keyed keyed(Unnested rows, List<Column> columns, List<Column> groups) {
    var plain = plain(rows, columns);
    var keys = CorrelationKeys.of(plain, groups, outer, ids);
    if (keys.isPresent()) {
      return new Keyed(plain, keys.get());
    }
    var bound = binding.bind(plain, Set.of()).rows();
    return new Keyed(bound, CorrelationKeys.of(bound, groups, outer, ids).orElseThrow());
  }

  private record Keyed(Unnested rows, CorrelationKeys keys) {}

  private Unnested aggregate(Aggregate aggregate) {
    var used = new ArrayList<>(aggregate.groups());
    for (var one : aggregate.aggregations()) {
      Optional.ofNullable(one.argument()).ifPresent(used::add);
      Optional.ofNullable(one.filter()).ifPresent(used::add);
    }
    var groups = aggregate.groups();
    var keys = keyed(of(aggregate.input()), used, groups).keys();
    var grouped =
        new Aggregate(keys.relation(), keys.columnsAfter(groups), aggregate.aggregations());
    if (!groups.isEmpty()) {
      return Unnested.rows(grouped, keys.conditions(), aggregate.columns());
    }
    // An outer row meets one group at most, but without one there is a row all the same.
    return new Unnested(
        grouped,
        JoinKind.LEFT,
        keys.conditions(),
        aggregate.columns(),
        aggregate.aggregations().stream().map(Unnesting::orOfNothing).toList());
  }

  /// The value; over no rows a count is 0, and all else NULL.
  private static Expression orOfNothing(Aggregation aggregation) {
    var value = aggregation.output().ref();
    boolean isCount =
        aggregation.function() == AggregateFunction.COUNT
            || aggregation.function() == AggregateFunction.COUNT_ALL;
    var zero = Literal.ofLong(DataType.BIGINT, 0);
    return isCount ? Call.of(ScalarFunction.COALESCE, DataType.BIGINT, value, zero) : value;
  }

  /// The limit of each key's rows; projections between it and an order are done after both.
  private Unnested limit(Limit limit) {
    var projections = new ArrayList<Project>();
    var core = limit.input();
    while (core instanceof Project project) {
      projections.add(project);
      core = project.input();
    }
    var sort = core instanceof Sort found ? found : null;
    var rows = of(sort == null ? core : sort.input());
    boolean isWhole = rows.isOneRow() && limit.limit() > 0 && limit.offset() == 0;
    var result = isWhole ? rows : limited(limit, sort, rows, core.columns());
    for (var project : projections.reversed()) {
      result = project(project, result);
    }
    return result;
  }

  private Unnested limited(Limit limit, @Nullable Sort sort, Unnested rows, List<Column> columns) {
    var sortIds = new HashSet<Integer>();
    if (sort != null) {
      sort.keys().forEach(key -> sortIds.add(key.column()));
    }
    var used = new ArrayList<>(limit.groups());
    columns.stream().filter(column -> sortIds.contains(column.id())).forEach(used::add);
    var keyed = keyed(rows, used, limit.groups());
    var keys = keyed.keys();
    var input = sort == null ? keys.relation() : new Sort(keys.relation(), sort.keys());
    var groups = keys.columnsAfter(limit.groups());
    return new Unnested(
        new Limit(input, limit.limit(), limit.offset(), groups),
        JoinKind.INNER,
        keys.conditions(),
        keyed.rows().columns(),
        keyed.rows().expressions());
  }

  /// All inputs have the same outer values as keys: those that they have anyway, or the domain.
  private Unnested union(Union union) {
    var inputs = new ArrayList<Unnested>();
    for (var input : union.inputs()) {
      inputs.add(plainRows(input, input.columns()));
    }
    return UnionUnnesting.of(union, inputs, outer, ids)
        .orElseGet(() -> UnionUnnesting.of(union, bound(union, inputs), outer, ids).orElseThrow());
  }

  private List<Unnested> bound(Union union, List<Unnested> inputs) {
    var used = new HashSet<>(Relations.freeIds(union));
    used.retainAll(outer);
    return inputs.stream().map(input -> binding.bind(input, used).rows()).toList();
  }

  private Unnested repeat(Repeat repeat) {
    var rows = plainRows(repeat.input(), List.of(repeat.count()));
    var columns = new ArrayList<>(rows.columns());
    columns.add(repeat.ordinal());
    var expressions = new ArrayList<>(rows.expressions());
    expressions.add(repeat.ordinal().ref());
    return new Unnested(
        new Repeat(rows.relation(), repeat.count(), repeat.ordinal()),
        JoinKind.INNER,
        rows.conditions(),
        columns,
        expressions);
  }

  /// The window over each key's rows.
  private Unnested window(Window window) {
    var usedIds = window.usedIds();
    var used = window.input().columns().stream().filter(c -> usedIds.contains(c.id())).toList();
    var keyed = keyed(of(window.input()), used, window.partition());
    var keys = keyed.keys();
    var columns = new ArrayList<>(keyed.rows().columns());
    var expressions = new ArrayList<>(keyed.rows().expressions());
    for (var call : window.calls()) {
      columns.add(call.output());
      expressions.add(call.output().ref());
    }
    return new Unnested(
        new Window(
            keys.relation(), keys.columnsAfter(window.partition()), window.order(), window.calls()),
        JoinKind.INNER,
        keys.conditions(),
        columns,
        expressions);
  }

  private Unnested expand(Expand expand) {
    var used = new HashSet<>(Relations.freeIds(expand));
    used.retainAll(outer);
    var bound = binding.bind(rows(expand.input()), used);
    var domain = List.copyOf(bound.domain().values());
    var columns = new ArrayList<>(expand.columns());
    columns.addAll(domain);
    var projections = new ArrayList<List<Expression>>();
    for (var projection : expand.projections()) {
      var all = new ArrayList<Expression>();
      projection.forEach(value -> all.add(bound.inner(value)));
      all.addAll(Unnested.refs(domain));
      projections.add(all);
    }
    return Unnested.rows(
        new Expand(bound.rows().relation(), columns, projections),
        bound.rows().conditions(),
        expand.columns());
  }
}
