package dev.stint.sql.optimize;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes one projection of two where nothing is computed twice by it.
final class ProjectMerge {

  private ProjectMerge() {}

  static Relation project(Relation input, List<Column> columns, List<Expression> expressions) {
    if (isIdentity(input, columns, expressions)) {
      return input;
    }
    if (input instanceof Values values
        && values.rows().size() == 1
        && expressions.stream().allMatch(Literal.class::isInstance)) {
      return new Values(columns, List.of(expressions.stream().map(Literal.class::cast).toList()));
    }
    if (input instanceof Project inner && isCheap(inner, expressions)) {
      var values = values(inner);
      var merged = expressions.stream().map(e -> Expressions.substitute(e, values)).toList();
      return project(inner.input(), columns, merged);
    }
    return new Project(input, columns, expressions);
  }

  private static boolean isIdentity(
      Relation input, List<Column> columns, List<Expression> expressions) {
    if (!Relations.ids(input.columns()).equals(Relations.ids(columns))) {
      return false;
    }
    for (int index = 0; index < columns.size(); index++) {
      boolean isPassed = Relations.isPassed(columns.get(index), expressions.get(index));
      boolean hasName = columns.get(index).name().equals(input.columns().get(index).name());
      if (!isPassed || !hasName) {
        return false;
      }
    }
    return true;
  }

  private static Map<Integer, Expression> values(Project project) {
    var values = new HashMap<Integer, Expression>();
    for (int index = 0; index < project.columns().size(); index++) {
      values.put(project.columns().get(index).id(), project.expressions().get(index));
    }
    return values;
  }

  /// Whether each computed column of the inner projection is used at most once.
  private static boolean isCheap(Project inner, List<Expression> expressions) {
    var uses = new HashMap<Integer, Integer>();
    expressions.forEach(expression -> count(expression, uses));
    for (int index = 0; index < inner.columns().size(); index++) {
      var value = inner.expressions().get(index);
      boolean isPlain = value instanceof ColumnRef || value instanceof Literal;
      if (!isPlain && uses.getOrDefault(inner.columns().get(index).id(), 0) > 1) {
        return false;
      }
    }
    return true;
  }

  private static void count(Expression expression, Map<Integer, Integer> uses) {
    if (expression instanceof ColumnRef ref) {
      uses.merge(ref.column(), 1, Integer::sum);
    }
    Expressions.children(expression).forEach(child -> count(child, uses));
  }
}
