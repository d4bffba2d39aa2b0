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
    switch (statement.command()) {
      case Command.InsertDirectory insert -> paths.add(insert.path());
      case Command.CreateTable table when table.location() != null -> paths.add(table.location());
      default -> {}
    }
    var query = ReadNames.query(statement.command());
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
