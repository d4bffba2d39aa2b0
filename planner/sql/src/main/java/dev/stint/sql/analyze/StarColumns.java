package dev.stint.sql.analyze;

import dev.stint.sql.logical.Column;
import dev.stint.sql.parse.Marks;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlStarExclude;

/// The columns that a star in a SELECT list stands for: `*`, `t.*`, and both with `EXCEPT (column,
/// …)`.
final class StarColumns {

  private StarColumns() {}

  static boolean isStar(SqlNode node) {
    return node instanceof SqlStarExclude
        || (node instanceof SqlIdentifier identifier && identifier.isStar());
  }

  static List<Column> of(SqlNode star, Scope scope, AnalysisContext context) {
    var columns =
        star instanceof SqlStarExclude exclude
            ? without(exclude, scope, context)
            : all((SqlIdentifier) star, scope, context).columns();
    Scope.refuseUnreadable(columns, star, context);
    return columns;
  }

  private static Scope all(SqlIdentifier star, Scope scope, AnalysisContext context) {
    var names = Marks.names(star);
    var qualifier = names.size() > 1 ? names.get(names.size() - 2) : null;
    var columns = scope.star(qualifier);
    if (columns.columns().isEmpty()) {
      var message =
          qualifier == null
              ? "'*' needs a table in FROM"
              : "no table here is called '" + qualifier + "'";
      throw context.source().error(star, message);
    }
    return columns;
  }

  private static List<Column> without(
      SqlStarExclude exclude, Scope scope, AnalysisContext context) {
    var all = all(exclude.getStarIdentifier(), scope, context);
    var columns = new ArrayList<>(all.columns());
    for (var name : exclude.getExcludeList()) {
      var identifier = (SqlIdentifier) name;
      var column =
          all.findLocal(identifier, context).orElseGet(() -> all.resolve(identifier, context));
      if (!columns.removeIf(one -> one.id() == column.id())) {
        throw context.source().error(name, "'" + column.name() + "' is left out twice");
      }
    }
    if (columns.isEmpty()) {
      throw context.source().error(exclude, "EXCEPT leaves no column");
    }
    return columns;
  }
}
