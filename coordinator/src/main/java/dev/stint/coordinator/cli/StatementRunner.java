package dev.stint.coordinator.cli;

import dev.stint.config.job.Limits;
import dev.stint.config.job.Output;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.report.ReportText;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Plans and runs the statements of one command, showing progress, result and report.
final class StatementRunner {

  private final LocalSession session;
  private final Console console;
  private final ResultOptions resultOptions;
  private final boolean isQuiet;
  private final boolean isDebug;
  private final Limits limits;
  private double dollarsLeft;

  StatementRunner(
      LocalSession session,
      Console console,
      ResultOptions resultOptions,
      SessionOptions sessionOptions,
      Limits limits) {
    this.session = session;
    this.console = console;
    this.resultOptions = resultOptions;
    this.isQuiet = sessionOptions.isQuiet;
    this.isDebug = sessionOptions.isDebug;
    this.limits = limits;
    this.dollarsLeft =
        limits.maxCost() == null ? Double.POSITIVE_INFINITY : limits.maxCost().doubleValue();
  }

  /// Runs a statement, which may use `views`, and gives the exit code.
  int run(String sql, List<View> views, List<TableSource> tables, @Nullable Output output) {
    try (var line = new ProgressLine(console)) {
      if (!isQuiet) {
        line.show("planning");
      }
      var planned = output == null ? null : planOutput(output);
      var graph = session.plan(sql, views, session.catalog(tables), planned);
      line.clear();
      var report = run(graph, output, line);
      dollarsLeft -= report.cost().totalDollars();
      line.clear();
      return end(report, output);
    }
  }

  private RunReport run(StageGraph graph, @Nullable Output output, ProgressLine line) {
    return session.run(
        graph,
        limits.maxParallelism() == null ? Integer.MAX_VALUE : limits.maxParallelism(),
        dollarsLeft,
        isQuiet ? RunListener.NONE : new ProgressDisplay(line),
        output == null ? printer(line) : ResultConsumer.NONE);
  }

  private ResultConsumer printer(ProgressLine line) {
    var printer =
        new ResultPrinter(
            console,
            session.store(),
            ZoneId.of(session.settings().timeZone()),
            resultOptions.format,
            resultOptions.maxRowsOrAll());
    return (schema, segments) -> {
      line.clear();
      printer.accept(schema, segments);
    };
  }

  private static PlanRequest.Output planOutput(Output output) {
    return new PlanRequest.Output(
        FileFormat.ofOutput(output.format(), output.options()),
        LocalSession.absolutePath(output.path()),
        WriteMode.parse(output.mode().name().toLowerCase(Locale.ROOT)),
        output.partitionBy(),
        output.targetFileSize().bytes());
  }

  private int end(RunReport report, @Nullable Output output) {
    console.out().flush();
    boolean isDone = report.status() == RunStatus.SUCCEEDED || report.status() == RunStatus.SKIPPED;
    if (isDone && output != null) {
      sayWritten(report, output);
    }
    if (!isQuiet) {
      console.err().print("\n" + ReportText.of(report, session.prices(), console.errWidth()));
    }
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED -> ExitCode.OK;
      case FAILED -> failed(report);
      case CANCELLED -> cancelled();
    };
  }

  private void sayWritten(RunReport report, Output output) {
    if (isQuiet) {
      return;
    }
    var path = LocalSession.absolutePath(output.path());
    console
        .err()
        .println(
            report.status() == RunStatus.SKIPPED
                ? "nothing written: " + path + " is there, and the mode is ignore"
                : "wrote " + Amounts.count(report.files().size(), "file") + " to " + path);
  }

  private int failed(RunReport report) {
    var failure = report.failure();
    if (failure == null) {
      throw StintException.internal("run " + report.runId() + " failed without a reason", null);
    }
    CommandErrors.error(console, failure.message());
    if (isDebug && failure.stackTrace() != null) {
      console.err().println(failure.stackTrace());
    }
    return ExitCode.of(failure.kind());
  }

  private int cancelled() {
    CommandErrors.error(console, "cancelled; nothing was written");
    return ExitCode.INTERRUPTED;
  }
}
