package dev.stint.coordinator.cli;

import dev.stint.coordinator.job.JobRequest;
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
    description = "Runs one statement and prints its result, or writes it into files.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint sql 'SELECT max(fare) FROM parquet.`s3://lake/trips/`'",
      "  stint sql --table trips=trips.csv --file report.sql --format csv > report.csv",
      "  stint sql 'SELECT * FROM csv.`in/*.csv`' --output out --partition-by month"
    })
final class SqlCommand implements Callable<Integer> {

  @Mixin private StatementText statement = new StatementText();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  SqlCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var sql = statement.read();
    try (var target = options.target(console);
        var session = target.open(paths(sql))) {
      console.cancellation().watch(session);
      return new ConsoleJob(session, console, result, options)
          .run(
              JobRequest.ofStatement(
                  JobRequest.randomId(),
                  ConsoleJob.TRIGGER,
                  sql,
                  tables.tables,
                  output.output(),
                  limits.limits()));
    }
  }

  private List<String> paths(String sql) {
    var paths = new ArrayList<>(tables.paths());
    paths.addAll(new SqlPlanner().paths(sql));
    if (output.path != null) {
      paths.add(output.path);
    }
    return paths;
  }
}
