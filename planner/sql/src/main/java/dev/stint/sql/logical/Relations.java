package dev.stint.sql.logical;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Facts about relations, and small relations made of others.
public final class Relations {

  private Relations() {}

  /// The ids a relation uses without making them: columns of a query around it.
  public static Set<Integer> freeIds(Relation relation) {
    var used = new HashSet<Integer>();
    var made = new HashSet<Integer>();
    collect(relation, used, made);
    used.removeAll(made);
    return used;
  }

  /// As [#freeIds], each as often as it is used.
  public static List<Integer> freeUses(Relation relation) {
    var free = freeIds(relation);
    var uses = new ArrayList<Integer>();
    addUses(relation, uses);
    uses.removeIf(id -> !free.contains(id));
    return uses;
  }

  private static void addUses(Relation relation, List<Integer> uses) {
    expressions(relation).forEach(expression -> Expressions.addIds(expression, uses));
    relation.inputs().forEach(input -> addUses(input, uses));
  }

  private static void collect(Relation relation, Set<Integer> used, Set<Integer> made) {
    used.addAll(Expressions.ids(expressions(relation)));
    made.addAll(Expressions.idsOf(relation.columns()));
    if (relation instanceof Scan scan) {
      made.addAll(Expressions.idsOf(scan.filterColumns()));
    }
    relation.inputs().forEach(input -> collect(input, used, made));
  }

  /// The expressions of one relation, without its inputs'.
  public static List<Expression> expressions(Relation relation) {
    return switch (relation) {
      case Scan scan -> scan.filters();
      case Values _, Level _ -> List.of();
      case Limit limit -> limit.groups().stream().map(c -> (Expression) c.ref()).toList();
      case Filter filter -> List.of(filter.condition());
      case Project project -> project.expressions();
      case Join join -> join.conditions();
      case Expand expand -> expand.projections().stream().flatMap(List::stream).toList();
      case Union _, Recursion _ ->
          relation.inputs().stream()
              .flatMap(input -> input.columns().stream())
              .map(column -> (Expression) column.ref())
              .toList();
      case Aggregate aggregate -> aggregateColumns(aggregate);
      case Repeat repeat -> List.of(repeat.count().ref());
      case Sort sort -> refs(sort.input(), sort.keys().stream().map(SortKey::column).toList());
      case Window window -> refs(window.input(), window.usedIds());
    };
  }

  /// Whether something in it depends on where rows are computed.
  public static boolean isOfPlace(Relation relation) {
    return expressions(relation).stream().anyMatch(Expressions::isOfPlace)
        || relation.inputs().stream().anyMatch(Relations::isOfPlace);
  }

  private static List<Expression> refs(Relation input, Collection<Integer> used) {
    var columns = columnsById(input.columns());
    var refs = new ArrayList<Expression>();
    for (int id : used) {
      var column = columns.get(id);
      if (column != null) {
        refs.add(column.ref());
      }
    }
    return refs;
  }

  private static List<Expression> aggregateColumns(Aggregate aggregate) {
    var refs = new ArrayList<Expression>();
    aggregate.groups().forEach(column -> refs.add(column.ref()));
    for (var aggregation : aggregate.aggregations()) {
      if (aggregation.argument() != null) {
        refs.add(aggregation.argument().ref());
      }
      if (aggregation.filter() != null) {
        refs.add(aggregation.filter().ref());
      }
    }
    return refs;
  }

  public static Map<Integer, Column> columnsById(Collection<Column> columns) {
    var byId = new java.util.HashMap<Integer, Column>();
    columns.forEach(column -> byId.put(column.id(), column));
    return byId;
  }

  /// The rows for which all conditions are true.
  public static Relation filter(Relation input, List<? extends Expression> conditions) {
    var needed = conditions.stream().filter(c -> !c.equals(Literal.TRUE)).toList();
    return needed.isEmpty() ? input : new Filter(input, Expressions.and(needed));
  }

  /// The columns alone, in that order; the input itself if it has just these.
  public static Relation select(Relation input, List<Column> columns) {
    boolean isSame = ids(input.columns()).equals(ids(columns));
    boolean hasNames =
        isSame
            && input.columns().stream()
                .map(Column::name)
                .toList()
                .equals(columns.stream().map(Column::name).toList());
    if (hasNames) {
      return input;
    }
    List<Expression> refs = columns.stream().map(column -> (Expression) column.ref()).toList();
    return new Project(input, columns, refs);
  }

  public static List<Integer> ids(Collection<Column> columns) {
    return columns.stream().map(Column::id).toList();
  }

  /// A projection that adds columns to those of the input.
  public static Project extend(
      Relation input, List<Column> columns, List<? extends Expression> expressions) {
    var allColumns = new ArrayList<>(input.columns());
    var allExpressions = new ArrayList<Expression>();
    input.columns().forEach(column -> allExpressions.add(column.ref()));
    allColumns.addAll(columns);
    allExpressions.addAll(expressions);
    return new Project(input, allColumns, allExpressions);
  }

  /// Whether there is exactly one row, whatever the data.
  public static boolean isOneRow(Relation relation) {
    return switch (relation) {
      case Aggregate aggregate -> aggregate.groups().isEmpty();
      case Project project -> isOneRow(project.input());
      case Sort sort -> isOneRow(sort.input());
      case Window window -> isOneRow(window.input());
      case Values values -> values.rows().size() == 1;
      case Scan _, Filter _, Join _, Limit _, Union _, Expand _, Repeat _, Recursion _, Level _ ->
          false;
    };
  }

  /// Whether an expression is a column that `project` hands on as it is.
  public static boolean isPassed(Column column, Expression expression) {
    return expression instanceof ColumnRef ref && ref.column() == column.id();
  }

  /// Whether a projection only hands columns on.
  public static boolean isSelection(Project project) {
    for (int index = 0; index < project.columns().size(); index++) {
      if (!isPassed(project.columns().get(index), project.expressions().get(index))) {
        return false;
      }
    }
    return true;
  }
}
