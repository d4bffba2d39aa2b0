package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/// Makes relations of rows that are written out.
final class ValuesBuilder {

  private final AnalysisContext context;

  ValuesBuilder(AnalysisContext context) {
    this.context = context;
  }

  /// Rows of one width; columns are called col1, col2, … as in Spark.
  Relation build(Tree node, List<List<Expression>> rows) {
    var typed = new ArrayList<List<Expression>>();
    rows.forEach(_ -> typed.add(new ArrayList<>()));
    var columns = new ArrayList<Column>();
    for (int index = 0; index < rows.getFirst().size(); index++) {
      int at = index;
      var column = rows.stream().map(row -> row.get(at)).toList();
      var cast = new FunctionCall("VALUES", column, node, context).common(0);
      boolean isNullable = cast.stream().anyMatch(new Nullability(List.of())::isNullable);
      columns.add(context.ids().columnFor("col" + (index + 1), cast.getFirst(), isNullable));
      for (int row = 0; row < rows.size(); row++) {
        typed.get(row).add(cast.get(row));
      }
    }
    boolean isConstant = typed.stream().flatMap(List::stream).allMatch(Literal.class::isInstance);
    return isConstant ? constant(columns, typed) : computed(columns, typed);
  }

  private static Relation constant(List<Column> columns, List<List<Expression>> rows) {
    return new Values(
        columns, rows.stream().map(row -> row.stream().map(Literal.class::cast).toList()).toList());
  }

  /// Values that the executor must compute: one projection of an empty row for each row.
  private Relation computed(List<Column> columns, List<List<Expression>> rows) {
    if (rows.size() == 1) {
      return new Project(QueryAnalyzer.noColumns(), columns, rows.getFirst());
    }
    var inputs = new ArrayList<Relation>();
    for (var row : rows) {
      var own = new ArrayList<Column>();
      columns.forEach(c -> own.add(context.ids().column(c.name(), c.type(), c.isNullable())));
      inputs.add(new Project(QueryAnalyzer.noColumns(), own, row));
    }
    return new Union(inputs, columns);
  }
}
