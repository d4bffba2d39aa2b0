package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds what a condition over both sides of a join says about one side alone: of `(a.x = 1 AND b.y
/// = 2) OR (a.x = 2 AND b.y = 1)` that `a.x = 1 OR a.x = 2`.
final class OneSided {

  private OneSided() {}

  static List<Expression> implied(List<Expression> conditions, Set<Integer> ids) {
    var implied = new ArrayList<Expression>();
    for (var condition : conditions) {
      var alternatives = Expressions.disjuncts(condition);
      var parts = new ArrayList<Expression>();
      for (var alternative : alternatives) {
        var own =
            Expressions.conjuncts(alternative).stream().filter(part -> isOf(part, ids)).toList();
        if (!own.isEmpty()) {
          parts.add(Expressions.and(own));
        }
      }
      if (alternatives.size() > 1 && parts.size() == alternatives.size()) {
        implied.add(Expressions.or(parts));
      }
    }
    return implied;
  }

  private static boolean isOf(Expression part, Set<Integer> ids) {
    var used = Expressions.ids(part);
    return !used.isEmpty() && ids.containsAll(used);
  }
}
