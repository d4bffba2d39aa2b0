package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.unnest.Unnested;
import dev.stint.sql.unnest.Unnesting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Joins one subquery to the relation whose expressions use it.
///
/// `around` has the same rows as `input`, or more, with all columns that the subquery may use: what
/// other subqueries have been joined to the input meanwhile need not be computed twice.
final class SubqueryJoins {

  private final AnalysisContext context;
  private final Tree node;
  private final Scope scope;

  SubqueryJoins(AnalysisContext context, Tree node, Scope scope) {
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

  private Unnesting unnesting(Relation around, Relation query) {
    return new Unnesting(
        context.ids(),
        around,
        outerIds(around, query),
        () ->
            context
                .source()
                .error(
                    node,
                    "not supported: this subquery over outer rows that come of a LIMIT, of"
                        + " any_value or of a sum of floating-point numbers; they would be computed"
                        + " twice, and may differ"));
  }

  /// Adds `output`, the value of a one-column query, NULL where it has no row.
  Relation scalar(Relation input, Relation around, Relation query, Column output) {
    var value = query.columns().getFirst();
    if (outerIds(around, query).isEmpty()) {
      var single = Relations.isOneRow(query) ? query : single(query, value);
      var result = single.columns().getFirst();
      var renamed = new Project(single, List.of(output), List.of(result.ref()));
      return new Join(input, renamed, JoinKind.INNER, List.of());
    }
    var rows = unnesting(around, query).of(query);
    var result = rows.value(value.ref());
    boolean isOfRow =
        result instanceof ColumnRef ref
            && Expressions.idsOf(rows.relation().columns()).contains(ref.column());
    if (rows.isOneRow() || isOfRow) {
      var kind = rows.isOneRow() ? JoinKind.LEFT : JoinKind.SINGLE;
      var joined = new Join(input, rows.relation(), kind, rows.conditions());
      return with(joined, input, output, result);
    }
    // Made of outer columns or constants too, so only where there is a row.
    var row = context.ids().column("row", DataType.BOOLEAN, false);
    var marked = Relations.extend(rows.relation(), List.of(row), List.of(Literal.TRUE));
    var joined = new Join(input, marked, JoinKind.SINGLE, rows.conditions());
    var branch = new Case.Branch(Expressions.isNotNull(row.ref()), result);
    var nothing = Literal.nullOf(result.type());
    return with(joined, input, output, new Case(List.of(branch), nothing, result.type()));
  }

  /// One row: the only value, or an error when there are several.
  private Relation single(Relation query, Column value) {
    var output = context.ids().column(value.name(), value.type(), true);
    var aggregation = new Aggregation(output, AggregateFunction.SINGLE_VALUE, value, false, null);
    return new Aggregate(query, List.of(), List.of(aggregation));
  }

  private static Relation with(Relation joined, Relation input, Column output, Expression value) {
    var columns = new ArrayList<>(input.columns());
    var expressions = new ArrayList<Expression>();
    columns.forEach(column -> expressions.add(column.ref()));
    columns.add(output);
    expressions.add(value);
    return new Project(joined, columns, expressions);
  }

  /// The input's rows for which the query has rows, or has none.
  Relation exists(Relation input, Relation around, Relation query, boolean isNegated) {
    var needed = withoutPresentation(query);
    var rows = unnesting(around, needed).of(needed);
    if (isAlways(needed, rows)) {
      return isNegated ? Relations.filter(input, List.of(Literal.FALSE)) : input;
    }
    var kind = isNegated ? JoinKind.ANTI : JoinKind.SEMI;
    return new Join(input, rows.relation(), kind, rows.conditions());
  }

  /// Adds `mark`: whether the query has rows.
  Relation existsMark(Relation input, Relation around, Relation query, Column mark) {
    var needed = withoutPresentation(query);
    var rows = unnesting(around, needed).of(needed);
    if (isAlways(needed, rows)) {
      return Relations.extend(input, List.of(mark), List.of(Literal.TRUE));
    }
    return new Join(input, first(rows), JoinKind.MARK, rows.conditions(), mark);
  }

  private static boolean isAlways(Relation query, Unnested rows) {
    return rows.isOneRow() || Relations.isOneRow(query);
  }

  /// One row is as good as many where all are matched alike.
  private static Relation first(Unnested rows) {
    return rows.conditions().isEmpty() ? new Limit(rows.relation(), 1, 0) : rows.relation();
  }

  /// What decides whether there are rows: without projections, order, and a limit above 0.
  private static Relation withoutPresentation(Relation query) {
    return switch (query) {
      case Project project -> withoutPresentation(project.input());
      case Sort sort -> withoutPresentation(sort.input());
      case Window window -> withoutPresentation(window.input());
      case Limit limit when limit.limit() > 0 && limit.offset() == 0 ->
          withoutPresentation(limit.input());
      case Aggregate aggregate when !aggregate.groups().isEmpty() ->
          withoutPresentation(aggregate.input());
      default -> query;
    };
  }

  /// The input's rows for which the comparisons are all true for some row of the query.
  Relation anyRow(Relation input, Relation around, Comparisons comparisons) {
    var query = comparisons.query();
    var rows = unnesting(around, query).rows(query);
    return new Join(input, rows.relation(), JoinKind.SEMI, comparisons.trueOf(rows));
  }

  /// The input's rows for which for each row of the query some comparison is false: a NULL on
  /// either side leaves the row out, unless the query is empty or other values decide.
  Relation noRow(Relation input, Relation around, Comparisons comparisons) {
    var query = comparisons.query();
    var rows = unnesting(around, query).rows(query);
    if (!isOpen(input, comparisons)) {
      return new Join(input, rows.relation(), JoinKind.ANTI, comparisons.trueOf(rows));
    }
    if (!isDecidedAlike(around, comparisons)) {
      return new Join(input, rows.relation(), JoinKind.ANTI, comparisons.notFalseOf(rows, input));
    }
    var decided = new Join(input, rows.relation(), JoinKind.ANTI, comparisons.trueOf(rows));
    var nulls = nulls(comparisons);
    return new Join(decided, nulls, JoinKind.ANTI, List.of(isOpen(comparisons, nulls)));
  }

  /// Adds `mark`: whether the comparisons are all true for some row of the query; NULL where NULLs
  /// leave that open.
  Relation anyRowMark(Relation input, Relation around, Comparisons comparisons, Column mark) {
    var query = comparisons.query();
    var rows = unnesting(around, query).rows(query);
    if (!isOpen(input, comparisons)) {
      return new Join(input, rows.relation(), JoinKind.MARK, comparisons.trueOf(rows), mark);
    }
    var isTrue = context.ids().column(mark.name(), DataType.BOOLEAN, false);
    var isOpen = context.ids().column("open", DataType.BOOLEAN, false);
    var joined = new Join(input, rows.relation(), JoinKind.MARK, comparisons.trueOf(rows), isTrue);
    return with(
        openMark(joined, input, around, comparisons, isOpen),
        input,
        mark,
        new Case(
            List.of(
                new Case.Branch(isTrue.ref(), Literal.TRUE),
                new Case.Branch(isOpen.ref(), Literal.nullOf(DataType.BOOLEAN))),
            Literal.FALSE,
            DataType.BOOLEAN));
  }

  /// Adds whether some row's comparisons may be true, if NULLs were other values.
  private Relation openMark(
      Relation joined, Relation input, Relation around, Comparisons comparisons, Column mark) {
    if (isDecidedAlike(around, comparisons)) {
      var nulls = nulls(comparisons);
      return new Join(joined, nulls, JoinKind.MARK, List.of(isOpen(comparisons, nulls)), mark);
    }
    var copy = comparisons.copy(context.ids());
    var again = unnesting(around, copy.query()).rows(copy.query());
    return new Join(joined, again.relation(), JoinKind.MARK, copy.notFalseOf(again, input), mark);
  }

  /// Whether the NULLs among the query's values mean the same for all rows: there is one value to
  /// compare, and the query is the same for all.
  private boolean isDecidedAlike(Relation around, Comparisons comparisons) {
    return comparisons.pairs().size() == 1 && outerIds(around, comparisons.query()).isEmpty();
  }

  private static boolean isOpen(Relation input, Comparisons comparisons) {
    var columns = new ArrayList<>(input.columns());
    columns.addAll(comparisons.query().columns());
    var nullability = new Nullability(columns);
    return comparisons.conditions().stream().anyMatch(nullability::isNullable);
  }

  /// Whether the only value compared is NULL, each answer once: all that matters besides matches.
  private Relation nulls(Comparisons comparisons) {
    var copy = RelationCopy.of(comparisons.query(), context.ids());
    int place = comparisons.query().columns().indexOf(comparisons.pairs().getFirst().right());
    var value = copy.columns().get(place);
    var isNull = context.ids().column("is_null", DataType.BOOLEAN, false);
    var answers = new Project(copy, List.of(isNull), List.of(Expressions.isNull(value.ref())));
    return new Aggregate(answers, List.of(isNull), List.of());
  }

  private static Expression isOpen(Comparisons comparisons, Relation nulls) {
    var left = ((Call) comparisons.conditions().getFirst()).argument(0);
    return Expressions.or(List.of(Expressions.isNull(left), nulls.columns().getFirst().ref()));
  }
}
