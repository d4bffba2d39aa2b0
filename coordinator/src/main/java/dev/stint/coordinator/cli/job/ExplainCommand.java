package dev.stint.coordinator.cli.job;

import dev.stint.coordinator.cli.console.CatalogProgress;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.console.ProgressDisplay;
import dev.stint.coordinator.cli.console.ProgressLine;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.ParameterOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.option.TableOptions;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.report.AnalyzedPlanText;
import dev.stint.coordinator.report.CostText;
import dev.stint.coordinator.report.EstimateText;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.statement.StatementSession;
import dev.stint.coordinator.user.UserJarFiles;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.SqlPlanner;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stint explain`.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the stages of a statement, without running it: what they read, the filters, columns"
            + " and partitions left out, and the exchanges between them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint explain --table trips=s3://lake/trips/ \"SELECT max(fare) FROM trips\"",
      "  stint explain --cost --table trips=s3://lake/trips/ \"SELECT max(fare) FROM trips\""
    })
public final class ExplainCommand implements Callable<Integer> {

  @Mixin private StatementText statement = new StatementText();
  @Mixin private TableOptions tables = new TableOptions();

  @Option(
      names = "--cost",
      description =
          "Print what running the statement is estimated to cost and take, and why, instead of its"
              + " stages.")
  private boolean isCost;

  @Option(
      names = "--analyze",
      description =
          "Run the statement, leave its result out, and print what each stage did beside what was"
              + " estimated.")
  private boolean isAnalyze;

  @Mixin private ParameterOptions parameters = new ParameterOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();
  @Mixin private CatalogOptions catalog = new CatalogOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (isCost && isAnalyze) {
      throw StintException.user(
          "--cost and --analyze: give one of them; --analyze shows the estimate too, but runs the"
              + " statement");
    }
    var sql = statement.read();
    var paths = new ArrayList<>(tables.paths());
    paths.addAll(new SqlPlanner().paths(sql));
    paths.addAll(catalog.paths(console, options));
    paths.addAll(functions.jars);
    try (var target = options.target(console);
        var session = target.open(paths)) {
      console.cancellation().watch(session);
      var graph = plan(session, sql);
      return isAnalyze ? analyze(session, sql, graph) : print(session, graph);
    }
  }

  private StageGraph plan(Session session, String sql) {
    try (var line = new ProgressLine(console);
        var seen =
            new StatementSession(
                catalog.open(console, options, session),
                ConsoleJob.TRIGGER,
                parameters.parameters(session),
                new UserJarFiles(session).functions(functions.jars))) {
      return session.plan(
          sql,
          seen.names(),
          session.catalog(seen.tables(tables.tables), new CatalogProgress(line)),
          null);
    }
  }

  private int print(Session session, StageGraph graph) {
    console
        .out()
        .print(
            isCost
                ? CostText.of(
                    estimate(session, graph),
                    session.estimateSettings(RunLimits.NONE),
                    session.prices(),
                    console.errWidth())
                : StageGraphText.print(graph));
    return ExitCode.OK;
  }

  private static RunEstimate estimate(Session session, StageGraph graph) {
    return RunEstimate.of(graph, session.estimateSettings(RunLimits.NONE), session.prices());
  }

  private int analyze(Session session, String sql, StageGraph graph) {
    var estimate = estimate(session, graph);
    var origin = new RunOrigin(JobRequest.randomId(), null, 0, 1, ConsoleJob.TRIGGER, sql);
    try (var line = new ProgressLine(console)) {
      var report =
          session.run(
              origin.runId(),
              origin,
              graph,
              RunLimits.NONE,
              options.isQuiet ? RunListener.NONE : new ProgressDisplay(line),
              ResultConsumer.NONE);
      line.clear();
      int width = console.errWidth();
      console.out().print(AnalyzedPlanText.of(graph, estimate, report, width));
      console.out().print(EstimateText.of(estimate, report, width));
      console.out().flush();
      var failure = report.failure();
      if (failure != null) {
        CommandErrors.error(console, failure.message());
        if (options.isDebug && failure.stackTrace() != null) {
          console.err().println(failure.stackTrace());
        }
        return ExitCode.of(failure.kind());
      }
      if (report.status() == RunStatus.CANCELLED) {
        CommandErrors.error(console, "cancelled");
        return ExitCode.INTERRUPTED;
      }
      return ExitCode.OK;
    }
  }
}
