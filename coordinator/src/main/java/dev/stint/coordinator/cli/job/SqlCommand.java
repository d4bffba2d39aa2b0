package dev.stint.coordinator.cli.job;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.OutputOptions;
import dev.stint.coordinator.cli.option.ParameterOptions;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.option.TableOptions;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.statement.StatementSession;
import dev.stint.coordinator.user.UserJarFiles;
import dev.stint.sql.SqlPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stint sql`.
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs statements and prints their results, or writes one into files.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint sql 'SELECT max(fare) FROM parquet.`s3://lake/trips/`'",
      "  stint sql --table trips=trips.csv --file report.sql --format csv > report.csv",
      "  stint sql 'SELECT * FROM csv.`in/*.csv`' --output out --partition-by month",
      "  stint sql \"CREATE TABLE big AS SELECT * FROM csv.\\`in/\\` WHERE fare > 9; SELECT"
          + " count(*) FROM big\""
    })
public final class SqlCommand implements Callable<Integer> {

  @Mixin private StatementText statement = new StatementText();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ParameterOptions parameters = new ParameterOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();
  @Mixin private CatalogOptions catalog = new CatalogOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public SqlCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var sql = statement.read();
    try (var target = options.target(console);
        var session = target.open(paths(sql))) {
      console.cancellation().watch(session);
      return run(sql, session);
    }
  }

  /// One statement after the other, up to the first that fails. What is written to files are the
  /// rows of the last.
  private int run(String sql, Session session) {
    var statements = new ArrayList<>(StatementSession.statements(sql));
    if (statements.isEmpty()) {
      statements.add(sql);
    }
    var stored = catalog.open(console, options, session);
    try (var context =
        new StatementSession(
            stored,
            ConsoleJob.TRIGGER,
            parameters.parameters(session),
            new UserJarFiles(session).functions(functions.jars))) {
      return run(statements, session, context);
    }
  }

  private int run(List<String> statements, Session session, StatementSession context) {
    var jobs = new ConsoleJob(session, console, result, options);
    int exitCode = ExitCode.OK;
    for (int index = 0; index < statements.size() && exitCode == ExitCode.OK; index++) {
      boolean isLast = index == statements.size() - 1;
      exitCode =
          jobs.run(
              context.work(
                  statements.get(index),
                  session,
                  tables.tables,
                  isLast ? output.output() : null,
                  limits.limits()));
    }
    return exitCode;
  }

  private List<String> paths(String sql) {
    var paths = new ArrayList<>(tables.paths());
    paths.addAll(new SqlPlanner().paths(sql));
    paths.addAll(catalog.paths(console, options));
    paths.addAll(functions.jars);
    if (output.path != null) {
      paths.add(output.path);
    }
    return paths;
  }
}
