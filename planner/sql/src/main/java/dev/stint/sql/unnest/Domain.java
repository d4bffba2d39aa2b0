package dev.stint.sql.unnest;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The distinct values of outer columns, under ids of their own: `columns` has for each outer id
/// the column that stands for it. It may hold more than the outer rows have, never less.
record Domain(Relation relation, Map<Integer, Column> columns) {

  /// Computes the outer relation a second time; empty where that might give other rows.
  static Optional<Domain> of(Relation outer, Set<Integer> outerIds, ColumnIds ids) {
    var wanted = outer.columns().stream().filter(c -> outerIds.contains(c.id())).toList();
    return superset(outer, outerIds).map(source -> distinct(source, wanted, ids));
  }

  private static Domain distinct(Relation source, List<Column> wanted, ColumnIds ids) {
    var copy = RelationCopy.of(Relations.select(source, wanted), ids);
    var columns = new HashMap<Integer, Column>();
    for (int index = 0; index < wanted.size(); index++) {
      columns.put(wanted.get(index).id(), copy.columns().get(index));
    }
    return new Domain(new Aggregate(copy, copy.columns(), List.of()), columns);
  }

  /// Rows that hold at least the values of the columns that `relation` has whenever it is computed.
  private static Optional<Relation> superset(Relation relation, Set<Integer> wanted) {
    if (isRepeatable(relation)) {
      return Optional.of(relation);
    }
    return switch (relation) {
      case Limit limit -> superset(limit.input(), wanted);
      case Sort sort -> superset(sort.input(), wanted);
      case Filter filter -> superset(filter.input(), wanted);
      case Project project -> superset(project, wanted);
      case Window window when hasAll(window.input(), wanted) -> superset(window.input(), wanted);
      case Join join when join.kind() != JoinKind.RIGHT && join.kind() != JoinKind.FULL ->
          hasAll(join.left(), wanted) ? superset(join.left(), wanted) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Relation> superset(Project project, Set<Integer> wanted) {
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    for (int index = 0; index < project.columns().size(); index++) {
      if (wanted.contains(project.columns().get(index).id())) {
        columns.add(project.columns().get(index));
        expressions.add(project.expressions().get(index));
      }
    }
    return superset(project.input(), Expressions.ids(expressions))
        .map(input -> new Project(input, columns, expressions));
  }

  private static boolean hasAll(Relation relation, Set<Integer> wanted) {
    return Expressions.idsOf(relation.columns()).containsAll(wanted);
  }

  /// Whether it has the same rows each time it is computed.
  private static boolean isRepeatable(Relation relation) {
    boolean isFixed =
        switch (relation) {
          // Which rows are first may change, even in an order: some may be equal in it.
          case Limit _ -> false;
          // So may the numbers of rows that are equal in an order.
          case Window _ -> false;
          case Aggregate aggregate ->
              aggregate.aggregations().stream().allMatch(Domain::isRepeatable);
          default -> Relations.expressions(relation).stream().noneMatch(Expressions::isOfPlace);
        };
    return isFixed && relation.inputs().stream().allMatch(Domain::isRepeatable);
  }

  /// The sum of floating-point numbers depends on their order.
  private static boolean isRepeatable(Aggregation aggregation) {
    var argument = aggregation.argument();
    var type = argument == null ? DataType.BIGINT : argument.type();
    return aggregation.function().isRepeatable(type);
  }
}
