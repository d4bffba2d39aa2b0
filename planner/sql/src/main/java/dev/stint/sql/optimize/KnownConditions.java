package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Conditions that are all true of some rows, and what follows from them: columns that are equal to
/// a third one are equal, and what is known of one column is known of those that equal it.
final class KnownConditions {

  private final Equalities equalities;
  private final Set<Expression> others = new HashSet<>();

  KnownConditions(Collection<Expression> conditions) {
    equalities = Equalities.of(conditions);
    for (var condition : conditions) {
      if (!Equalities.isEquality(condition)) {
        others.add(canonical(condition));
      }
    }
  }

  /// Whether a condition follows. May be false of one that does.
  boolean say(Expression condition) {
    if (Equalities.isEquality(condition)) {
      var sides = ((Call) condition).arguments();
      return areEqual((ColumnRef) sides.getFirst(), (ColumnRef) sides.getLast());
    }
    return others.contains(canonical(condition));
  }

  /// Whether two columns have the same value, which is not NULL.
  boolean areEqual(ColumnRef one, ColumnRef other) {
    return equalities.others(one.column()).contains(other);
  }

  /// The columns that are equal to this one, and itself.
  Set<Integer> equalTo(int column) {
    var ids = new HashSet<>(Set.of(column));
    equalities.others(column).forEach(other -> ids.add(other.column()));
    return ids;
  }

  /// The same for conditions that differ in which of equal columns they name.
  Expression canonical(Expression expression) {
    var first = new HashMap<Integer, ColumnRef>();
    for (int id : Expressions.ids(expression)) {
      least(equalities.others(id))
          .filter(ref -> ref.column() < id)
          .ifPresent(r -> first.put(id, r));
    }
    return Expressions.substitute(expression, first);
  }

  private static Optional<ColumnRef> least(List<ColumnRef> columns) {
    return columns.stream().min(Comparator.comparingInt(ColumnRef::column));
  }
}
