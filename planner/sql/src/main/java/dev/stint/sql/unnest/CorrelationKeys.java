package dev.stint.sql.unnest;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The columns by which a subquery's rows fall into groups, one for each outer row or for several
/// that agree: the inner sides of conditions that are equalities.
final class CorrelationKeys {

  private final ColumnIds ids;
  private final Set<Integer> outer;
  private final Relation input;
  private final Map<Integer, Column> columns = new LinkedHashMap<>();
  private final Map<Expression, Column> computed = new LinkedHashMap<>();
  private final List<Expression> conditions = new ArrayList<>();

  private CorrelationKeys(ColumnIds ids, Set<Integer> outer, Relation input) {
    this.ids = ids;
    this.outer = outer;
    this.input = input;
  }

  /// The keys of the rows; empty when a condition is no equality of an outer and an inner value.
  /// Conditions over `groups` and outer columns alone may be anything.
  static Optional<CorrelationKeys> of(
      Unnested rows, List<Column> groups, Set<Integer> outer, ColumnIds ids) {
    var keys = new CorrelationKeys(ids, outer, rows.relation());
    var groupIds = Expressions.idsOf(groups);
    for (var condition : rows.conditions()) {
      var inner = new HashSet<>(Expressions.ids(condition));
      inner.removeAll(outer);
      if (groupIds.containsAll(inner)) {
        keys.conditions.add(condition);
      } else if (!keys.add(condition)) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  private boolean add(Expression condition) {
    if (!(condition instanceof Call call)
        || (call.function() != ScalarFunction.EQUAL
            && call.function() != ScalarFunction.NULL_SAFE_EQUAL)) {
      return false;
    }
    boolean isFirstOuter = isOuter(call.argument(0));
    var outerSide = call.argument(isFirstOuter ? 0 : 1);
    var innerSide = call.argument(isFirstOuter ? 1 : 0);
    if (!isOuter(outerSide) || Expressions.ids(innerSide).stream().anyMatch(outer::contains)) {
      return false;
    }
    conditions.add(Call.of(call.function(), DataType.BOOLEAN, outerSide, column(innerSide).ref()));
    return true;
  }

  private boolean isOuter(Expression expression) {
    return outer.containsAll(Expressions.ids(expression));
  }

  private Column column(Expression inner) {
    var known = inner instanceof ColumnRef ref ? find(ref.column()) : Optional.<Column>empty();
    var column =
        known.orElseGet(() -> computed.computeIfAbsent(inner, e -> ids.columnFor("key", e, true)));
    columns.put(column.id(), column);
    return column;
  }

  private Optional<Column> find(int id) {
    return input.columns().stream().filter(column -> column.id() == id).findFirst();
  }

  List<Column> columns() {
    return List.copyOf(columns.values());
  }

  /// The rows with the keys that had to be computed.
  Relation relation() {
    return computed.isEmpty()
        ? input
        : Relations.extend(input, List.copyOf(computed.values()), List.copyOf(computed.keySet()));
  }

  /// When a group belongs to an outer row: over keys, groups and outer columns. An equality has the
  /// outer side first.
  List<Expression> conditions() {
    return List.copyOf(conditions);
  }

  /// `groups`, then the keys that are not among them.
  List<Column> columnsAfter(List<Column> groups) {
    var all = new ArrayList<>(groups);
    var known = Expressions.idsOf(groups);
    columns.values().stream().filter(key -> !known.contains(key.id())).forEach(all::add);
    return all;
  }
}
