package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Level;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Recursion;
import dev.stint.sql.tree.CommonTable;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.SetKind;
import dev.stint.sql.tree.Query.SetOperation;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/// Queries of WITH RECURSIVE that use their own name: `first rows UNION ALL step`, where the name
/// means, in the step, the rows of the level before.
final class RecursionAnalyzer {

  /// How many rows a recursion may give, as in Spark.
  private static final long MAX_ROWS = 1_000_000;

  private final AnalysisContext context;
  private final QueryAnalyzer queries;

  RecursionAnalyzer(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  /// Whether a query may and does use its own name.
  static boolean isOver(CommonTable table) {
    return table.isRecursive() && !references(table.query(), table.name()).isEmpty();
  }

  private static List<Query.Table> references(Tree tree, String name) {
    var found = new ArrayList<Query.Table>();
    Trees.forEach(
        tree,
        part -> {
          if (part instanceof Query.Table table
              && table.name().size() == 1
              && table.name().getFirst().equalsIgnoreCase(name)) {
            found.add(table);
          }
        });
    return found;
  }

  Relation analyze(CommonTable table) {
    var around = new ArrayList<CommonTable>();
    var query = table.query();
    while (query instanceof Query.With with) {
      around.addAll(with.tables());
      query = with.body();
    }
    var union = union(table, query);
    var inputs = union.inputs();
    var first =
        inputs.size() == 2
            ? inputs.getFirst()
            : new SetOperation(
                union.span(), SetKind.UNION, Quantifier.ALL, inputs.subList(0, inputs.size() - 1));
    requireForm(table, first, inputs.getLast());
    return recursion(table, with(around, first), with(around, inputs.getLast()));
  }

  private static Query with(List<CommonTable> tables, Query body) {
    return tables.isEmpty() ? body : new Query.With(body.span(), tables, body);
  }

  private SetOperation union(CommonTable table, Query query) {
    if (query instanceof SetOperation operation && operation.kind() == SetKind.UNION) {
      if (operation.quantifier() == Quantifier.ALL) {
        return operation;
      }
      throw Unsupported.notSupported(
          context, operation, "UNION in WITH RECURSIVE; write UNION ALL, as Spark wants it too");
    }
    throw context
        .source()
        .error(
            table,
            "'%s' uses itself, so it must have the form: first rows UNION ALL SELECT … FROM %s …"
                .formatted(table.name(), table.name()));
  }

  private void requireForm(CommonTable table, Query first, Query step) {
    for (var reference : references(first, table.name())) {
      throw context
          .source()
          .error(
              reference,
              "the rows before UNION ALL may not use '%s' itself".formatted(table.name()));
    }
    var uses = references(step, table.name());
    if (uses.size() > 1) {
      throw context.source().error(uses.get(1), "a recursion may use its own name once, not twice");
    }
    refuseInTerms(step, table.name());
  }

  private void refuseInTerms(Tree tree, String name) {
    if (tree instanceof Term term) {
      for (var reference : references(term, name)) {
        throw context
            .source()
            .error(
                reference, "a recursion may not use its own name in a subquery of an expression");
      }
    }
    Trees.children(tree).forEach(child -> refuseInTerms(child, name));
  }

  private Relation recursion(CommonTable table, Query first, Query step) {
    var anchor = queries.query(first, null);
    var names = names(table, anchor);
    int number = context.ids().column(table.name(), anchor.columns().getFirst().type(), true).id();
    var level = new Level(made(names, anchor), number);
    var source = new Source(level, Scope.of(table.name(), level.columns(), null));
    var rows = queries.giving(table.name(), source).query(step, null);
    if (rows.columns().size() != anchor.columns().size()) {
      throw error(
          table,
          "the first rows have %d columns, and those of the step %d"
              .formatted(anchor.columns().size(), rows.columns().size()));
    }
    var columns = made(names, anchor);
    var values = new ArrayList<Expression>();
    for (int index = 0; index < columns.size(); index++) {
      var value = rows.columns().get(index).ref();
      values.add(SqlFunctions.cast(context, table.span(), value, columns.get(index).type()));
    }
    int maxLevels = table.maxLevels() < 0 ? Integer.MAX_VALUE : table.maxLevels();
    return new Recursion(
        anchor,
        new Project(rows, made(names, anchor), values),
        columns,
        number,
        maxLevels,
        MAX_ROWS);
  }

  private StintException error(CommonTable table, String message) {
    return context.source().error(table, message);
  }

  private List<String> names(CommonTable table, Relation anchor) {
    if (table.columns().isEmpty()) {
      return anchor.columns().stream().map(Column::name).toList();
    }
    if (table.columns().size() != anchor.columns().size()) {
      throw error(
          table,
          "%d names for %d columns".formatted(table.columns().size(), anchor.columns().size()));
    }
    return table.columns();
  }

  private List<Column> made(List<String> names, Relation anchor) {
    var columns = new ArrayList<Column>();
    for (int index = 0; index < names.size(); index++) {
      columns.add(context.ids().column(names.get(index), anchor.columns().get(index).type(), true));
    }
    return columns;
  }
}
