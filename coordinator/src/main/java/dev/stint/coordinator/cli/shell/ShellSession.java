package dev.stint.coordinator.cli.shell;

import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.job.ConsoleJob;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.option.TableOption;
import dev.stint.coordinator.cli.option.TableOptions;
import dev.stint.coordinator.cli.result.FormatName;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.shell.ShellActions;
import dev.stint.coordinator.shell.ShellCommandLine;
import dev.stint.coordinator.statement.StatementSession;
import dev.stint.coordinator.user.UserJarFiles;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.Schema;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.request.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/// What the statements and commands of one shell do. Its session lives as long as the shell, so
/// that connections and functions stay warm from one statement to the next.
final class ShellSession implements ShellActions, AutoCloseable {

  private final CommandTarget target;
  private final Console console;
  private final TableOptions tables;
  private final ResultOptions result;
  private final LimitOptions limits;
  private final SessionOptions options;
  private final FunctionOptions functions;
  private final CatalogOptions catalog;
  private @Nullable StatementSession statements;
  private @Nullable Session session;
  private S3Use s3Use = S3Use.NOT_NEEDED;
  private volatile @Nullable Session running;
  private int exitCode = ExitCode.OK;
  private int performed;

  ShellSession(
      CommandTarget target,
      Console console,
      TableOptions tables,
      ResultOptions result,
      LimitOptions limits,
      FunctionOptions functions,
      CatalogOptions catalog,
      SessionOptions options) {
    this.target = target;
    this.console = console;
    this.tables = tables;
    this.result = result;
    this.limits = limits;
    this.functions = functions;
    this.catalog = catalog;
    this.options = options;
  }

  /// How many statements and commands there were: what names mean may have changed with each.
  int performed() {
    return performed;
  }

  /// The exit code of what was done last.
  int exitCode() {
    return exitCode;
  }

  @Override
  public boolean run(String sql) {
    return perform(
        () -> {
          var branch = branch(sql);
          running = branch;
          try {
            return new ConsoleJob(branch, console, result, options)
                .run(statements(branch).work(sql, branch, tables.tables, null, limits.limits()));
          } finally {
            running = null;
          }
        });
  }

  @Override
  public void cancel() {
    var branch = running;
    if (branch != null) {
      branch.cancel();
    }
  }

  @Override
  public boolean command(ShellCommandLine line) {
    return perform(
        () -> {
          switch (line.command()) {
            case TABLE -> addTable(line.argument());
            case TABLES -> tables.tables.forEach(table -> say(table.name() + "  " + table.path()));
            case DESCRIBE -> describe(line.argument());
            case FORMAT -> result.format = format(line.argument());
            case TIMING -> options.isQuiet = !isOn(line.argument());
            case HELP, QUIT, INCLUDE -> throw new IllegalArgumentException(line.command().word());
          }
          return ExitCode.OK;
        });
  }

  /// Tells a failure, so that it ends no more than what failed.
  private boolean perform(Callable<Integer> action) {
    performed++;
    try {
      exitCode = action.call();
    } catch (Exception e) {
      console.out().flush();
      exitCode = CommandErrors.report(console, e, options.isDebug);
      if (options.isDebug) {
        e.printStackTrace(console.err());
      }
    }
    console.err().flush();
    return exitCode == ExitCode.OK;
  }

  private void addTable(String text) {
    try {
      var table = new TableOption().convert(text);
      target.requireReachable(List.of(table.path()));
      tables.tables.removeIf(other -> other.name().equalsIgnoreCase(table.name()));
      tables.tables.add(table);
      if (statements != null) {
        statements.forget(table.name());
      }
    } catch (TypeConversionException e) {
      throw StintException.user(String.valueOf(e.getMessage()), e);
    }
  }

  private void describe(String table) {
    if (table.isEmpty()) {
      throw StintException.user("which table? write \\d TABLE");
    }
    for (var field : schemaOf(table).get().fields()) {
      say(field.name() + "  " + field.type());
    }
  }

  /// Finds the columns of what `table` means in SQL now. Called between statements; any thread may
  /// get what it gives, also while a later statement runs.
  Supplier<Schema> schemaOf(String table) {
    var sql = "SELECT * FROM " + table;
    var branch = branch(sql);
    var seen = statements(branch);
    var names = seen.names();
    var sources = List.copyOf(seen.tables(tables.tables));
    return () -> branch.plan(sql, names, branch.catalog(sources), null).schema();
  }

  List<String> tableNames() {
    var known = statements;
    var given = tables.tables.stream().map(table -> table.name());
    return known == null
        ? given.toList()
        : Stream.concat(
                known.tables(tables.tables).stream().map(table -> table.name()),
                known.names().views().stream().map(view -> view.name()))
            .toList();
  }

  private StatementSession statements(Session branch) {
    var stored = catalog.open(console, options, branch);
    var known = statements;
    if (known == null) {
      known =
          new StatementSession(
              stored,
              ConsoleJob.TRIGGER,
              Parameters.NONE,
              new UserJarFiles(branch).functions(functions.jars));
      statements = known;
    } else {
      known.use(stored);
    }
    return known;
  }

  private static FormatName format(String text) {
    try {
      return FormatName.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw StintException.user("a format is table, csv or json, not '" + text + "'", e);
    }
  }

  private static boolean isOn(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "on" -> true;
      case "off" -> false;
      default -> throw StintException.user("write \\timing on or \\timing off, not '" + text + "'");
    };
  }

  private Session branch(String sql) {
    var paths = new ArrayList<>(tables.paths());
    paths.addAll(new SqlPlanner().paths(sql));
    paths.addAll(catalog.paths(console, options));
    paths.addAll(functions.jars);
    return open(paths).branch();
  }

  /// A session without S3 is closed when the first path in S3 is named, and one with S3 opened.
  private Session open(Collection<String> paths) {
    target.requireReachable(paths);
    var needed = S3Use.of(paths);
    var open = session;
    if (open != null && needed == S3Use.NEEDED && s3Use == S3Use.NOT_NEEDED) {
      open.close();
      open = null;
    }
    if (open == null) {
      open = target.open(paths);
      session = open;
      s3Use = needed;
    }
    return open;
  }

  @Override
  public void say(String line) {
    console.err().println(line);
    console.err().flush();
  }

  @Override
  public void error(String message) {
    exitCode = ExitCode.USER_ERROR;
    CommandErrors.error(console, message);
    console.err().flush();
  }

  @Override
  public void close() {
    var open = session;
    if (open == null) {
      return;
    }
    try {
      if (statements != null) {
        statements.close();
      }
    } finally {
      open.close();
    }
  }
}
