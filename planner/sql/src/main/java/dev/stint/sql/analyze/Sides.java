package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Two relations to be joined, each with the outputs of the subqueries that the condition needs and
/// that use its columns.
record Sides(Relation left, Relation right) {

  /// Attaches each subquery to the one relation whose columns it uses; to the right one if it uses
  /// none. Both keep their rows, which is what the condition of an outer join needs.
  static Sides of(Relation left, Relation right, ExpressionAnalyzer condition) {
    var leftIds = Expressions.idsOf(left.columns());
    var rightIds = Expressions.idsOf(right.columns());
    var ofLeft = new ArrayList<Expression>();
    var ofRight = new ArrayList<Expression>();
    for (var subquery : condition.definitions().subqueries()) {
      boolean usesLeft = !Collections.disjoint(subquery.used(), leftIds);
      boolean usesRight = !Collections.disjoint(subquery.used(), rightIds);
      if (usesLeft && usesRight) {
        throw Unsupported.notSupported(
            condition.context(),
            subquery.node(),
            "in ON of a join other than an inner one, a subquery that uses columns of both sides");
      }
      (usesLeft ? ofLeft : ofRight).add(subquery.output().ref());
    }
    return new Sides(attached(left, ofLeft, condition), attached(right, ofRight, condition));
  }

  private static Relation attached(
      Relation relation, List<Expression> outputs, ExpressionAnalyzer condition) {
    var rows = new Rows(condition, relation, List.of());
    rows.attach(outputs);
    return rows.relation();
  }
}
