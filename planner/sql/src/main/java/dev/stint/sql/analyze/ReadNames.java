package dev.stint.sql.analyze;

import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import dev.stint.sql.tree.Trees;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a statement's rows depend on, through views and functions too, as far as names tell it:
/// more rather than less, since a name of a WITH clause may be a table's as well. Used once.
public final class ReadNames {

  private final AnalysisContext context;
  private final Set<String> names = new HashSet<>();
  private final Set<Catalog.Ask> tables = new LinkedHashSet<>();

  private ReadNames(AnalysisContext context) {
    this.context = context;
  }

  /// The names of tables and views, paths of files that are read in place, as written, functions as
  /// `f()`, and variables as `$x`; all but paths in lower case.
  public static Set<String> in(Statement statement, AnalysisContext context) {
    var read = new ReadNames(context);
    read.add(statement);
    return Set.copyOf(read.names);
  }

  /// The tables among them, views' own instead of views: those that [#in] names, as a catalog is
  /// asked for them.
  public static Set<Catalog.Ask> tables(Statement statement, AnalysisContext context) {
    var read = new ReadNames(context);
    read.add(statement);
    return read.tables;
  }

  /// As [#in] names a function that is defined in SQL.
  public static String function(String name) {
    return lower(name) + "()";
  }

  /// As [#in] names a variable.
  public static String variable(String name) {
    return "$" + lower(name);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The query of a statement that reads rows as soon as it is executed; `null` for others.
  static @Nullable Query query(Command command) {
    return switch (command) {
      case Command.Rows(var rows) -> rows;
      case Command.Describe(_, var rows) -> rows;
      case Command.Explain(_, var rows) -> rows;
      case Command.Insert insert -> insert.query();
      case Command.InsertDirectory insert -> insert.query();
      case Command.CreateTable table -> table.query();
      case Command.SetVariables set -> set.query();
      case Command.Cache cache -> cache.query();
      case Command.CreateView _,
          Command.AlterView _,
          Command.Drop _,
          Command.DeclareVariables _,
          Command.CreateFunction _,
          Command.Setting _,
          Command.ShowColumns _,
          Command.OfCatalog _,
          Command.DescribeTable _,
          Command.ShowCreate _,
          Command.Show _,
          Command.ExecuteImmediate _,
          Command.Uncache _,
          Command.ClearCache _,
          Command.Truncate _,
          Command.DescribeColumn _,
          Command.ShowSchemas _,
          Command.Use _,
          Command.Reset _ ->
          null;
    };
  }

  private void add(Statement statement) {
    if (statement.command() instanceof Command.CreateFunction function) {
      add(function.body());
      add(function.rows());
    } else {
      add(query(statement.command()));
    }
  }

  private void add(@Nullable Tree tree) {
    if (tree != null) {
      Trees.forEach(tree, this::note);
    }
  }

  private void note(Tree tree) {
    switch (tree) {
      case Query.Table table -> table(table.name());
      case Query.TableFunction function -> calls(function.name());
      case Term.Call call -> calls(call.name());
      case Term.Name name -> value(name.last());
      default -> {}
    }
  }

  private void table(List<String> parts) {
    if (TablePaths.isPath(parts)) {
      names.add(parts.getLast());
      tables.add(new Catalog.Ask(TablePaths.format(parts), parts.getLast()));
      return;
    }
    var view = context.request().names().view(parts.getLast());
    if (!names.add(lower(parts.getLast()))) {
      return;
    }
    if (view.isPresent()) {
      var inside = context.with(view.get().settings());
      add(StatementParser.parse(view.get(), new KnownNames(inside)));
    } else {
      tables.add(new Catalog.Ask(null, String.join(".", parts)));
    }
  }

  private void calls(String name) {
    if (names.add(function(name))) {
      SqlFunctions.statement(context, name).ifPresent(this::add);
    }
  }

  private void value(String name) {
    if (context.request().names().variable(name).isPresent()) {
      names.add(variable(name));
    }
  }
}
