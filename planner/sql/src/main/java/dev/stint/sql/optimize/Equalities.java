package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which columns are equal, by conditions that are all true: of `a = b AND b = c` that `a`, `b` and
/// `c` are. Equality is that of `=`, so none of them is NULL.
final class Equalities {

  private final Map<Integer, List<ColumnRef>> classes = new LinkedHashMap<>();

  private Equalities() {}

  /// Of the equalities among `conditions`; others are passed over.
  static Equalities of(Collection<? extends Expression> conditions) {
    var equalities = new Equalities();
    for (var condition : conditions) {
      if (isEquality(condition)) {
        var call = (Call) condition;
        equalities.add((ColumnRef) call.argument(0), (ColumnRef) call.argument(1));
      }
    }
    return equalities;
  }

  /// Whether a condition says that two columns of one type are equal.
  static boolean isEquality(Expression condition) {
    return condition instanceof Call call
        && call.function() == ScalarFunction.EQUAL
        && call.argument(0) instanceof ColumnRef left
        && call.argument(1) instanceof ColumnRef right
        && left.type().equals(right.type());
  }

  private void add(ColumnRef left, ColumnRef right) {
    var all = classes.computeIfAbsent(left.column(), _ -> new ArrayList<>(List.of(left)));
    var more = classes.computeIfAbsent(right.column(), _ -> new ArrayList<>(List.of(right)));
    if (!all.equals(more)) {
      all.addAll(more);
      more.forEach(column -> classes.put(column.column(), all));
    }
  }

  /// The classes of equal columns, of two or more each, in the order in which they were met.
  List<List<ColumnRef>> classes() {
    return classes.values().stream()
        .distinct()
        .filter(columns -> columns.size() > 1)
        .map(List::copyOf)
        .toList();
  }

  /// The columns that are equal to this one, itself left out.
  List<ColumnRef> others(int column) {
    return classes.getOrDefault(column, List.of()).stream()
        .filter(other -> other.column() != column)
        .toList();
  }
}
