package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query.SetKind;
import dev.stint.sql.tree.Query.SetOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UNION, INTERSECT and EXCEPT. The latter two become a grouping over a union in which each row
/// says from which side it comes: so NULLs are equal, as set operations want it.
final class SetOperationAnalyzer {

  private static final Literal ONE = Literal.ofLong(DataType.BIGINT, 1);
  private static final Literal ZERO = Literal.ofLong(DataType.BIGINT, 0);
  private static final Literal MINUS_ONE = Literal.ofLong(DataType.BIGINT, -1);

  private final AnalysisContext context;
  private final QueryAnalyzer queries;

  SetOperationAnalyzer(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  Relation analyze(SetOperation operation, @Nullable Scope outer) {
    boolean isAll = operation.quantifier() == Quantifier.ALL;
    var branches = new ArrayList<Relation>();
    for (var input : operation.inputs()) {
      branches.add(queries.query(input, outer));
    }
    var typed = typed(operation, branches);
    if (operation.kind() != SetKind.UNION) {
      return isAll
          ? counted(typed, operation.kind() == SetKind.INTERSECT)
          : membership(typed, operation.kind() == SetKind.INTERSECT);
    }
    var union = union(typed);
    return isAll ? union : new Aggregate(union, union.columns(), List.of());
  }

  private List<Relation> typed(SetOperation call, List<Relation> branches) {
    int width = branches.getFirst().columns().size();
    for (var branch : branches) {
      if (branch.columns().size() != width) {
        throw context
            .source()
            .error(
                call,
                "the sides of %s have %d and %d columns"
                    .formatted(call.kind(), width, branch.columns().size()));
      }
    }
    var types = new ArrayList<DataType>();
    for (int index = 0; index < width; index++) {
      types.add(commonType(call, branches, index));
    }
    return branches.stream().map(branch -> cast(branch, types)).toList();
  }

  private DataType commonType(SetOperation call, List<Relation> branches, int index) {
    var column = branches.stream().map(branch -> value(branch, index)).toList();
    return context
        .coercion()
        .common(column)
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        call,
                        "column %d of %s has types that do not go together: %s"
                            .formatted(
                                index + 1,
                                call.kind(),
                                String.join(
                                    ", ",
                                    column.stream().map(e -> e.type().toString()).toList()))));
  }

  /// The column's value; a constant NULL, which takes any type, as itself.
  private static Expression value(Relation branch, int index) {
    if (branch instanceof Project project
        && Coercion.isUntypedNull(project.expressions().get(index))) {
      return project.expressions().get(index);
    }
    return branch.columns().get(index).ref();
  }

  private Relation cast(Relation branch, List<DataType> types) {
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    for (int index = 0; index < types.size(); index++) {
      var column = branch.columns().get(index);
      boolean isSame = column.type().equals(types.get(index));
      var value = context.coercion().cast(value(branch, index), types.get(index));
      columns.add(
          isSame
              ? column
              : context.ids().column(column.name(), types.get(index), column.isNullable()));
      expressions.add(isSame ? column.ref() : value);
    }
    boolean isUnchanged = Relations.ids(columns).equals(Relations.ids(branch.columns()));
    return isUnchanged ? branch : new Project(branch, columns, expressions);
  }

  private Union union(List<Relation> branches) {
    var columns = new ArrayList<Column>();
    for (int index = 0; index < branches.getFirst().columns().size(); index++) {
      int at = index;
      var first = branches.getFirst().columns().get(index);
      boolean isNullable = branches.stream().anyMatch(b -> b.columns().get(at).isNullable());
      columns.add(context.ids().column(first.name(), first.type(), isNullable));
    }
    return new Union(branches, columns);
  }

  private Relation membership(List<Relation> branches, boolean isIntersection) {
    var result = branches.getFirst();
    for (var other : branches.subList(1, branches.size())) {
      result = membership(result, other, isIntersection);
    }
    return result;
  }

  private Relation membership(Relation left, Relation right, boolean isIntersection) {
    var union = union(List.of(marked(left, Literal.TRUE), marked(right, Literal.FALSE)));
    var columns = union.columns().subList(0, left.columns().size());
    var side = union.columns().getLast();
    var isOnlyLeft = context.ids().column("only_left", DataType.BOOLEAN, true);
    var isLeft = context.ids().column("left", DataType.BOOLEAN, true);
    var grouped =
        new Aggregate(
            union,
            columns,
            List.of(
                new Aggregation(isOnlyLeft, AggregateFunction.BOOL_AND, side, false, null),
                new Aggregation(isLeft, AggregateFunction.BOOL_OR, side, false, null)));
    var condition =
        isIntersection
            ? List.of(isLeft.ref(), Expressions.not(isOnlyLeft.ref()))
            : List.of(isOnlyLeft.ref());
    return Relations.select(Relations.filter(grouped, condition), columns);
  }

  private Relation counted(List<Relation> branches, boolean isIntersection) {
    var result = branches.getFirst();
    for (var other : branches.subList(1, branches.size())) {
      result = counted(result, other, isIntersection);
    }
    return result;
  }

  /// Each row as often as the left side has it more than the right one, or as both have it.
  private Relation counted(Relation left, Relation right, boolean isIntersection) {
    var union = union(List.of(marked(left, ONE), marked(right, isIntersection ? ZERO : MINUS_ONE)));
    var columns = union.columns().subList(0, left.columns().size());
    var side = union.columns().getLast();
    var sum = context.ids().column("sum", DataType.BIGINT, true);
    var aggregations = new ArrayList<Aggregation>();
    aggregations.add(new Aggregation(sum, AggregateFunction.SUM, side, false, null));
    var all = context.ids().column("all", DataType.BIGINT, false);
    if (isIntersection) {
      aggregations.add(new Aggregation(all, AggregateFunction.COUNT_ALL, null, false, null));
    }
    Relation grouped = new Aggregate(union, columns, aggregations);
    var times = sum;
    if (isIntersection) {
      var onRight = Call.of(ScalarFunction.SUBTRACT, DataType.BIGINT, all.ref(), sum.ref());
      var least = Call.of(ScalarFunction.LEAST, DataType.BIGINT, sum.ref(), onRight);
      times = context.ids().column("times", DataType.BIGINT, true);
      grouped = Relations.extend(grouped, List.of(times), List.of(least));
    }
    var ordinal = context.ids().column("ordinal", DataType.BIGINT, false);
    return Relations.select(new Repeat(grouped, times, ordinal), columns);
  }

  private Relation marked(Relation relation, Literal side) {
    var mark = context.ids().column("side", side.type(), false);
    return Relations.extend(relation, List.of(mark), List.of(side));
  }
}
