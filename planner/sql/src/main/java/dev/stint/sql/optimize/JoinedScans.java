package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Scans that inner joins bring together, taken apart: the combinations of their rows for which all
/// conditions are true. Columns that projections between them compute are known, by id, as
/// expressions over the scans' columns, and conditions are such expressions.
record JoinedScans(
    List<Scan> scans, List<Expression> conditions, Map<Integer, Expression> computed) {

  /// Empty where the relation is made of anything else, or depends on where rows are computed.
  static Optional<JoinedScans> of(Relation relation) {
    var found = new JoinedScans(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    return found.add(relation) && Relations.freeIds(relation).isEmpty()
        ? Optional.of(found)
        : Optional.empty();
  }

  private boolean add(Relation relation) {
    if (Relations.expressions(relation).stream().anyMatch(Expressions::isOfPlace)) {
      return false;
    }
    return switch (relation) {
      case Scan scan -> {
        scans.add(scan);
        conditions.addAll(scan.filters());
        yield true;
      }
      case Filter filter ->
          add(filter.input()) && addConditions(Expressions.conjuncts(filter.condition()));
      case Join join when join.kind() == JoinKind.INNER ->
          add(join.left()) && add(join.right()) && addConditions(join.conditions());
      case Project project -> add(project.input()) && addComputed(project);
      default -> false;
    };
  }

  private boolean addConditions(List<Expression> more) {
    more.forEach(condition -> conditions.add(overScans(condition)));
    return true;
  }

  private boolean addComputed(Project project) {
    for (int index = 0; index < project.columns().size(); index++) {
      var column = project.columns().get(index);
      if (!Relations.isPassed(column, project.expressions().get(index))) {
        computed.put(column.id(), overScans(project.expressions().get(index)));
      }
    }
    return true;
  }

  Expression overScans(Expression expression) {
    return Expressions.substitute(expression, computed);
  }

  /// For each column of these scans the one of `whole` that reads the same of the same table, by
  /// id. Empty where `whole` does not read all these tables, or it is not plain which scan is
  /// which, as a table is read twice.
  Optional<Map<Integer, Expression>> columnsIn(JoinedScans whole) {
    var scansOfWhole = whole.byTable();
    if (byTable().size() < scans.size() || scansOfWhole.size() < whole.scans.size()) {
      return Optional.empty();
    }
    var columns = new HashMap<Integer, Expression>();
    for (var scan : scans) {
      var same = scansOfWhole.get(scan.table().name());
      if (same == null || !readsSame(scan, same) || !addColumns(scan, same, columns)) {
        return Optional.empty();
      }
    }
    return Optional.of(columns);
  }

  private Map<String, Scan> byTable() {
    var byTable = new HashMap<String, Scan>();
    scans.forEach(scan -> byTable.put(scan.table().name(), scan));
    return byTable;
  }

  /// What splits leave out need not be a condition any more.
  private static boolean readsSame(Scan one, Scan other) {
    return one.table().equals(other.table()) && one.splits().equals(other.splits());
  }

  private static boolean addColumns(Scan scan, Scan same, Map<Integer, Expression> columns) {
    var byName = new HashMap<String, Column>();
    same.allColumns().forEach(column -> byName.put(column.name(), column));
    for (var column : scan.allColumns()) {
      var other = byName.get(column.name());
      if (other == null || !other.type().equals(column.type())) {
        return false;
      }
      columns.put(column.id(), other.ref());
    }
    return true;
  }

  /// The columns of those scans whose table `others` reads, too.
  Set<Integer> columnsSharedWith(JoinedScans others) {
    var tables = others.byTable();
    var ids = new HashSet<Integer>();
    for (var scan : scans) {
      if (tables.containsKey(scan.table().name())) {
        ids.addAll(Expressions.idsOf(scan.allColumns()));
      }
    }
    return ids;
  }
}
