package dev.stint.coordinator.cli;

import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.sql.SqlPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stint explain`.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the stages of a statement, without running it: what they read, the filters, columns"
            + " and partitions left out, and the exchanges between them.",
    footerHeading = "%nExample:%n",
    footer = "  stint explain --table trips=s3://lake/trips/ \"SELECT max(fare) FROM trips\"")
final class ExplainCommand implements Callable<Integer> {

  @Mixin private StatementText statement = new StatementText();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var settings = options.settings(console);
    var sql = statement.read();
    var paths = new ArrayList<>(tables.paths());
    paths.addAll(new SqlPlanner().paths(sql));
    try (var session = LocalSession.open(settings, S3Use.of(paths))) {
      var graph = session.plan(sql, List.of(), session.catalog(tables.tables), null);
      console.out().print(StageGraphText.print(graph));
      return ExitCode.OK;
    }
  }
}
