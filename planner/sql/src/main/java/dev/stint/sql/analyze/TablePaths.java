package dev.stint.sql.analyze;

import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Files that a statement reads in place: ``parquet.`s3://lake/trips/` ``.
public final class TablePaths {

  private static final Set<String> FORMATS = Set.of("parquet", "csv", "json");

  private TablePaths() {}

  /// Whether the parts of a table's name are a format and a path.
  static boolean isPath(List<String> names) {
    return names.size() == 2 && FORMATS.contains(names.getFirst().toLowerCase(Locale.ROOT));
  }

  /// The paths in a statement, as written, in the order of the text.
  public static List<String> in(Statement statement) {
    var paths = new ArrayList<String>();
    var query =
        switch (statement.command()) {
          case Command.Rows(var rows) -> rows;
          case Command.Describe(_, var rows) -> rows;
          case Command.Explain(_, var rows) -> rows;
          case Command.Insert insert -> insert.query();
          case Command.InsertDirectory insert -> {
            paths.add(insert.path());
            yield insert.query();
          }
          case Command.CreateTable table -> {
            if (table.location() != null) {
              paths.add(table.location());
            }
            yield table.query();
          }
          case Command.SetVariables set -> set.query();
          case Command.CreateView _,
              Command.AlterView _,
              Command.Drop _,
              Command.DeclareVariables _,
              Command.CreateFunction _,
              Command.Setting _,
              Command.ShowColumns _,
              Command.DescribeView _,
              Command.ShowCreate _,
              Command.Show _,
              Command.ExecuteImmediate _ ->
              null;
        };
    if (query == null) {
      return List.copyOf(paths);
    }
    Trees.forEach(
        query,
        tree -> {
          if (tree instanceof Query.Table table && isPath(table.name())) {
            paths.add(table.name().getLast());
          }
        });
    return List.copyOf(paths);
  }
}
