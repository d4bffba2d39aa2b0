package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.tree.Term.Star;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// The columns that a star in a SELECT list stands for: `*`, `t.*`, and both with `EXCEPT (column,
/// …)`.
final class StarColumns {

  private StarColumns() {}

  /// The columns as arguments of a function.
  static List<Expression> values(Star star, Scope scope, AnalysisContext context) {
    var columns = of(star, scope, context);
    context
        .forms()
        .name(star, columns.stream().map(Column::name).collect(Collectors.joining(", ")));
    return columns.stream().map(column -> (Expression) column.ref()).toList();
  }

  static List<Column> of(Star star, Scope scope, AnalysisContext context) {
    var all = all(star, scope, context);
    var columns = star.except().isEmpty() ? all.columns() : without(star, all, context);
    if (star.pattern() != null) {
      columns = matching(star, star.pattern(), columns, context);
    }
    Scope.refuseUnreadable(columns, star, context);
    return columns;
  }

  private static List<Column> matching(
      Star star, String pattern, List<Column> columns, AnalysisContext context) {
    try {
      var names = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
      return columns.stream().filter(column -> names.matcher(column.name()).matches()).toList();
    } catch (PatternSyntaxException e) {
      throw context
          .source()
          .error(
              star,
              "`%s` is no regular expression: %s; with spark.sql.parser.quotedRegexColumnNames a name in backticks is one"
                  .formatted(pattern, e.getDescription()));
    }
  }

  private static List<Column> without(Star star, Scope all, AnalysisContext context) {
    var columns = new ArrayList<>(all.columns());
    for (var name : star.except()) {
      var column = all.findLocal(name, context).orElseGet(() -> all.resolve(name, context));
      if (!columns.removeIf(one -> one.id() == column.id())) {
        throw context.source().error(name, "'" + column.name() + "' is left out twice");
      }
    }
    if (columns.isEmpty()) {
      throw context.source().error(star, "EXCEPT leaves no column");
    }
    return columns;
  }

  private static Scope all(Star star, Scope scope, AnalysisContext context) {
    var qualifier = star.qualifier().isEmpty() ? null : star.qualifier().getLast();
    var columns = scope.star(qualifier);
    for (var around = scope.outer();
        qualifier != null && around != null && columns.columns().isEmpty();
        around = around.outer()) {
      columns = around.star(qualifier);
    }
    if (columns.columns().isEmpty()) {
      var message =
          qualifier == null
              ? "'*' needs a table in FROM"
              : "no table here is called '" + qualifier + "'";
      throw context.source().error(star, message);
    }
    return columns;
  }
}
