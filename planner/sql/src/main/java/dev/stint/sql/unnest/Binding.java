package dev.stint.sql.unnest;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Joins subqueries to the domain of the outer columns that they use.
final class Binding {

  /// A subquery whose rows carry the outer values they belong to: `domain` has the column of each,
  /// by outer id, and the conditions are equalities with these. All expressions are plain.
  record Bound(Unnested rows, Map<Integer, Column> domain) {

    /// With the columns of the domain in the place of outer ones.
    Expression inner(Expression expression) {
      return Expressions.substitute(rows.value(expression), refs(domain));
    }
  }

  private final ColumnIds ids;
  private final Relation around;
  private final Set<Integer> outer;
  private final Supplier<StintException> refusal;

  Binding(ColumnIds ids, Relation around, Set<Integer> outer, Supplier<StintException> refusal) {
    this.ids = ids;
    this.around = around;
    this.outer = outer;
    this.refusal = refusal;
  }

  /// Binds all outer columns that the subquery's conditions and expressions use, and `more`.
  Bound bind(Unnested rows, Set<Integer> more) {
    var used = new HashSet<>(more);
    used.addAll(Expressions.ids(rows.conditions()));
    used.addAll(Expressions.ids(rows.expressions()));
    used.retainAll(outer);
    if (used.isEmpty()) {
      // Without conditions, one row is one whether it is joined or not.
      return new Bound(given(rows.relation(), rows, Map.of(), Set.of()), Map.of());
    }
    var domain = Domain.of(around, used, ids).orElseThrow(refusal);
    var columns = new TreeMap<>(domain.columns());
    var conditions =
        rows.conditions().stream()
            .map(condition -> Expressions.substitute(condition, refs(columns)))
            .toList();
    var joined = new Join(domain.relation(), rows.relation(), rows.kind(), conditions);
    used.removeIf(id -> !more.contains(id) && neverMatchesNull(rows, id));
    return new Bound(given(joined, rows, columns, used), columns);
  }

  private static boolean neverMatchesNull(Unnested rows, int id) {
    return !rows.isOneRow()
        && rows.conditions().stream()
            .anyMatch(condition -> Nullability.rejectsNull(condition, Set.of(id)));
  }

  private static Map<Integer, Expression> refs(Map<Integer, Column> columns) {
    var refs = new TreeMap<Integer, Expression>();
    columns.forEach((id, column) -> refs.put(id, column.ref()));
    return refs;
  }

  /// The subquery's columns, computed, and those of the domain. Of the latter, `withNull` may be
  /// NULL in rows that are given.
  private Unnested given(
      Relation joined, Unnested rows, Map<Integer, Column> domain, Set<Integer> withNull) {
    var nullability = new Nullability(joined.columns());
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    boolean arePlain = true;
    for (int index = 0; index < rows.columns().size(); index++) {
      var column = rows.columns().get(index);
      var value = Expressions.substitute(rows.expressions().get(index), refs(domain));
      arePlain &= value.equals(column.ref());
      columns.add(
          new Column(column.id(), column.name(), column.type(), nullability.isNullable(value)));
      expressions.add(value);
    }
    var given = List.copyOf(columns);
    columns.addAll(domain.values());
    expressions.addAll(Unnested.refs(List.copyOf(domain.values())));
    var relation = arePlain ? joined : new Project(joined, columns, expressions);
    return Unnested.rows(relation, equalities(domain, withNull), given);
  }

  private List<Expression> equalities(Map<Integer, Column> domain, Set<Integer> withNull) {
    var byId = Relations.columnsById(around.columns());
    var equalities = new ArrayList<Expression>();
    domain.forEach(
        (id, column) -> {
          var outerColumn = byId.getOrDefault(id, column);
          equalities.add(
              withNull.contains(id)
                  ? equality(outerColumn, column)
                  : Expressions.equal(outerColumn.ref(), column.ref()));
        });
    return equalities;
  }

  /// NULL equals NULL.
  static Expression equality(Column outerColumn, Column column) {
    var function = outerColumn.isNullable() ? ScalarFunction.NULL_SAFE_EQUAL : ScalarFunction.EQUAL;
    return Call.of(function, DataType.BOOLEAN, outerColumn.ref(), column.ref());
  }
}
