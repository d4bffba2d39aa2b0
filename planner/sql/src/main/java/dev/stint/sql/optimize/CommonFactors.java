package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Takes what all alternatives of an OR have in common in front of it: `(a AND b) OR (a AND c)` is
/// `a AND (b OR c)`. So a join's key is found even when it is written in each alternative.
final class CommonFactors {

  private CommonFactors() {}

  static Expression extract(Expression condition) {
    var alternatives = Expressions.disjuncts(condition);
    if (alternatives.size() < 2) {
      return condition;
    }
    var common = new LinkedHashSet<>(Expressions.conjuncts(alternatives.getFirst()));
    for (var alternative : alternatives) {
      common.retainAll(Expressions.conjuncts(alternative));
    }
    if (common.isEmpty()) {
      return condition;
    }
    var rests = new ArrayList<Expression>();
    for (var alternative : alternatives) {
      var rest = new ArrayList<>(Expressions.conjuncts(alternative));
      rest.removeAll(common);
      rests.add(Expressions.and(rest));
    }
    var parts = new ArrayList<Expression>(common);
    boolean isAlwaysTrue = rests.stream().anyMatch(Expressions.and(List.of())::equals);
    if (!isAlwaysTrue) {
      parts.add(Expressions.or(rests));
    }
    return Expressions.and(parts);
  }
}
