package dev.stint.sql.analyze;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files that a statement reads in place: ``parquet.`s3://lake/trips/` ``.
public final class TablePaths {

  private static final Set<String> FORMATS = Set.of("parquet", "csv", "json");

  private TablePaths() {}

  /// Whether the parts of a table's name are a format and a path.
  static boolean isPath(List<String> names) {
    return names.size() == 2 && FORMATS.contains(names.getFirst().toLowerCase(Locale.ROOT));
  }

  /// The format that such a name begins with.
  static FileFormat format(List<String> names) {
    return FileFormat.of(names.getFirst(), Map.of());
  }

  /// The paths in a statement, and in what it defines or executes, as written. Those of texts that
  /// are only known when it is executed are not among them.
  public static List<String> in(Statement statement) {
    var paths = new ArrayList<String>();
    switch (statement.command()) {
      case Command.InsertDirectory insert -> paths.add(insert.path());
      case Command.CreateTable table when table.location() != null -> paths.add(table.location());
      case Command.CreateView view -> paths.addAll(inText(view.sql()));
      case Command.ExecuteImmediate(_, Term.Constant(_, var text), _, _) when text.text() != null ->
          paths.addAll(inText(text.text()));
      case Command.CreateFunction function -> {
        add(function.body(), paths);
        add(function.rows(), paths);
      }
      case Command.DeclareVariables variables -> add(variables.value(), paths);
      case Command.SetVariables variables -> variables.values().forEach(term -> add(term, paths));
      case Command.DescribeTable described -> add(described.table(), paths);
      case Command.DescribeColumn described -> add(described.table(), paths);
      case Command.ShowColumns shown -> add(shown.table(), paths);
      default -> {}
    }
    add(ReadNames.query(statement.command()), paths);
    return List.copyOf(paths);
  }

  private static List<String> inText(String sql) {
    try {
      return in(StatementParser.parse(sql));
    } catch (StintException _) {
      // Whoever executes it says why.
      return List.of();
    }
  }

  private static void add(@Nullable Tree read, List<String> paths) {
    if (read != null) {
      Trees.forEach(
          read,
          tree -> {
            if (tree instanceof Query.Table table && isPath(table.name())) {
              paths.add(table.name().getLast());
            }
          });
    }
  }
}
