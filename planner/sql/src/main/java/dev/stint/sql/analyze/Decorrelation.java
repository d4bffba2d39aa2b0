package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/// Takes the conditions on columns of the outer query out of a subquery, so that it can be computed
/// once and joined. Where a grouping stands in between, the inner side of an equality becomes one
/// of its keys. What cannot be taken out is refused.
final class Decorrelation {

  /// A subquery without outer columns, and the conditions under which its rows belong to an outer
  /// row. Every inner column that they use is among the relation's columns.
  record Result(Relation relation, List<Expression> conditions) {}

  private final AnalysisContext context;
  private final SqlNode place;
  private final Set<Integer> outer;

  Decorrelation(AnalysisContext context, SqlNode place, Set<Integer> outer) {
    this.context = context;
    this.place = place;
    this.outer = outer;
  }

  Result pullUp(Relation relation) {
    if (Relations.freeIds(relation).stream().noneMatch(outer::contains)) {
      return new Result(relation, List.of());
    }
    return switch (relation) {
      case Filter filter -> filter(filter);
      case Project project -> project(project);
      case Aggregate aggregate -> aggregate(aggregate);
      case Join join -> join(join);
      case Sort sort -> pullUp(sort.input());
      case Limit _ -> throw refused("below LIMIT");
      case Union _ -> throw refused("below UNION, INTERSECT or EXCEPT");
      case Expand _ -> throw refused("below GROUPING SETS");
      case Scan _, Values _ -> throw refused("here");
    };
  }

  private StintException refused(String where) {
    return context
        .source()
        .error(
            place,
            "this subquery uses columns of the outer query %s, which is not supported;"
                    .formatted(where)
                + " use them in its WHERE, or write a join");
  }

  private boolean usesOuter(Expression expression) {
    return Expressions.ids(expression).stream().anyMatch(outer::contains);
  }

  private Result filter(Filter filter) {
    var below = pullUp(filter.input());
    var conditions = new ArrayList<>(below.conditions());
    var kept = new ArrayList<Expression>();
    for (var part : Expressions.conjuncts(filter.condition())) {
      (usesOuter(part) ? conditions : kept).add(part);
    }
    return new Result(Relations.filter(below.relation(), kept), conditions);
  }

  private Result project(Project project) {
    var below = pullUp(project.input());
    if (project.expressions().stream().anyMatch(this::usesOuter)) {
      throw refused("in its SELECT list");
    }
    var columns = new ArrayList<>(project.columns());
    var expressions = new ArrayList<>(project.expressions());
    for (var column : innerColumns(below)) {
      if (!Relations.ids(columns).contains(column.id())) {
        columns.add(column);
        expressions.add(column.ref());
      }
    }
    return new Result(new Project(below.relation(), columns, expressions), below.conditions());
  }

  /// The columns of the subquery that the conditions use.
  private static List<Column> innerColumns(Result result) {
    var ids = Expressions.ids(result.conditions());
    return result.relation().columns().stream().filter(c -> ids.contains(c.id())).toList();
  }

  private Result aggregate(Aggregate aggregate) {
    var below = pullUp(aggregate.input());
    var keys = new CorrelationKeys(context, below.relation(), outer);
    var groups = new ArrayList<>(aggregate.groups());
    var groupIds = Expressions.idsOf(groups);
    var conditions = new ArrayList<Expression>();
    for (var condition : below.conditions()) {
      var inner = new java.util.HashSet<>(Expressions.ids(condition));
      inner.removeAll(outer);
      conditions.add(
          groupIds.containsAll(inner)
              ? condition
              : keys.key(condition)
                  .orElseThrow(() -> refused("other than by '=' below a grouping")));
    }
    for (var key : keys.columns()) {
      if (!Relations.ids(groups).contains(key.id())) {
        groups.add(key);
      }
    }
    return new Result(new Aggregate(keys.relation(), groups, aggregate.aggregations()), conditions);
  }

  private Result join(Join join) {
    return switch (join.kind()) {
      case INNER -> {
        var left = pullUp(join.left());
        var right = pullUp(join.right());
        var conditions = new ArrayList<>(left.conditions());
        conditions.addAll(right.conditions());
        var kept = new ArrayList<Expression>();
        for (var part : join.conditions()) {
          (usesOuter(part) ? conditions : kept).add(part);
        }
        yield new Result(
            new Join(left.relation(), right.relation(), JoinKind.INNER, kept), conditions);
      }
      case LEFT, SEMI, ANTI -> {
        boolean isRightFree =
            Relations.freeIds(join.right()).stream().noneMatch(outer::contains)
                && join.conditions().stream().noneMatch(this::usesOuter);
        if (!isRightFree) {
          throw refused("inside an outer join or a further subquery");
        }
        var left = pullUp(join.left());
        yield new Result(
            new Join(left.relation(), join.right(), join.kind(), join.conditions()),
            left.conditions());
      }
      case RIGHT, FULL -> throw refused("inside an outer join");
    };
  }

  /// Turns equalities between an inner and an outer value into equalities with a key column.
  static final class CorrelationKeys {

    private final AnalysisContext context;
    private final Set<Integer> outer;
    private final List<Column> columns = new ArrayList<>();
    private final List<Column> computed = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final Relation input;

    CorrelationKeys(AnalysisContext context, Relation input, Set<Integer> outer) {
      this.context = context;
      this.input = input;
      this.outer = outer;
    }

    /// The condition over a key column; empty when it is no equality of an inner and an outer
    /// value.
    java.util.Optional<Expression> key(Expression condition) {
      if (!(condition instanceof Call call) || call.function() != ScalarFunction.EQUAL) {
        return java.util.Optional.empty();
      }
      boolean isLeftOuter = isOuter(call.argument(0));
      var outerSide = call.argument(isLeftOuter ? 0 : 1);
      var innerSide = call.argument(isLeftOuter ? 1 : 0);
      boolean isSeparate =
          isOuter(outerSide) && Expressions.ids(innerSide).stream().noneMatch(outer::contains);
      return isSeparate
          ? java.util.Optional.of(Expressions.equal(outerSide, column(innerSide).ref()))
          : java.util.Optional.empty();
    }

    private boolean isOuter(Expression expression) {
      return outer.containsAll(Expressions.ids(expression));
    }

    private Column column(Expression inner) {
      if (inner instanceof ColumnRef ref) {
        for (var column : input.columns()) {
          if (column.id() == ref.column()) {
            columns.add(column);
            return column;
          }
        }
      }
      int known = expressions.indexOf(inner);
      if (known >= 0) {
        return computed.get(known);
      }
      var column = context.ids().columnFor("key", inner, true);
      computed.add(column);
      expressions.add(inner);
      columns.add(column);
      return column;
    }

    List<Column> columns() {
      return columns;
    }

    /// The input with the keys that had to be computed.
    Relation relation() {
      return computed.isEmpty() ? input : Relations.extend(input, computed, expressions);
    }
  }
}
