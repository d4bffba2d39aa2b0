package dev.stint.sql.analyze;

import dev.stint.sql.parse.Marks;
import dev.stint.sql.parse.StatementParser.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/// Files that a statement reads in place: ``parquet.`s3://lake/trips/` ``.
public final class TablePaths {

  private static final Set<String> FORMATS = Set.of("parquet", "csv", "json");

  private TablePaths() {}

  /// Whether the parts of a table's name are a format and a path.
  static boolean isPath(List<String> names) {
    return names.size() == 2 && FORMATS.contains(names.getFirst().toLowerCase(Locale.ROOT));
  }

  /// The paths in a statement, as written, in the order of the text. What merely looks like one, a
  /// column ``csv.`a` `` of a table called `csv`, counts too: only analysis can tell them apart.
  public static List<String> in(Statement statement) {
    var paths = new ArrayList<String>();
    statement.tree().accept(new Collector(paths));
    return List.copyOf(paths);
  }

  private static final class Collector extends SqlBasicVisitor<Void> {

    private final List<String> paths;

    Collector(List<String> paths) {
      this.paths = paths;
    }

    @Override
    public Void visit(SqlIdentifier identifier) {
      var names = Marks.names(identifier);
      if (isPath(names)) {
        paths.add(names.getLast());
      }
      return null;
    }
  }
}
