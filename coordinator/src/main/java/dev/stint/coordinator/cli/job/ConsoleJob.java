package dev.stint.coordinator.cli.job;

import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.console.JobDisplay;
import dev.stint.coordinator.cli.console.ProgressDisplay;
import dev.stint.coordinator.cli.console.ProgressLine;
import dev.stint.coordinator.cli.console.QuietDisplay;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.result.ResultPrinter;
import dev.stint.coordinator.job.JobReport;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobRun;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.statement.Work;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.sql.request.Namespace;
import java.time.ZoneId;
import java.util.function.Function;

/// Runs a job for a command: shows its progress, its result and the reports of its runs.
public final class ConsoleJob {

  /// What started the jobs of commands.
  public static final String TRIGGER = "cli";

  private final Session session;
  private final Console console;
  private final ResultOptions resultOptions;
  private final SessionOptions options;

  public ConsoleJob(
      Session session, Console console, ResultOptions resultOptions, SessionOptions options) {
    this.session = session;
    this.console = console;
    this.resultOptions = resultOptions;
    this.options = options;
  }

  /// Gives the exit code.
  public int run(JobRequest request) {
    return run(request, Namespace.EMPTY);
  }

  /// Runs a job of one statement that sees `names` too.
  public int run(JobRequest request, Namespace names) {
    return execute(request, names, JobRun::run);
  }

  /// Does a statement of a session; gives the exit code.
  public int run(Work work) {
    return switch (work) {
      case Work.Done(var text) -> {
        if (!options.isQuiet) {
          console.err().println(text);
        }
        yield ExitCode.OK;
      }
      case Work.Run(var request, var names, var afterwards) -> {
        int exitCode = run(request, names);
        if (exitCode == ExitCode.OK) {
          afterwards.run();
        }
        yield exitCode;
      }
      case Work.Chain(var first, var then) -> {
        int exitCode = run(first);
        yield exitCode == ExitCode.OK ? run(then.get()) : exitCode;
      }
    };
  }

  /// Goes on with a job that is as `state` says; gives the exit code.
  public int resume(JobRequest request, JobState state) {
    return execute(
        request,
        Namespace.EMPTY,
        job ->
            state
                .underWay()
                .map(run -> job.resume(state.finished(), run.request()))
                .orElseGet(() -> job.resume(state.finished())));
  }

  private int execute(JobRequest request, Namespace names, Function<JobRun, JobReport> action) {
    try (var line = new ProgressLine(console)) {
      var listener =
          options.isQuiet
              ? new QuietDisplay(console)
              : new JobDisplay(console, line, session.prices());
      var report =
          action.apply(new JobRun(request, session, listener, printer(line, zone(names)), names));
      console.out().flush();
      return end(report.runs().getLast());
    }
  }

  /// Goes on with one run; gives the exit code.
  public int resume(RunRequest request) {
    try (var line = new ProgressLine(console)) {
      var listener = options.isQuiet ? RunListener.NONE : new ProgressDisplay(line);
      var report =
          session.resume(
              request, listener, printer(line, request.graph().root().fragment().zone()));
      if (options.isQuiet) {
        new QuietDisplay(console).say(report);
      } else {
        var path =
            request.graph().root().fragment().output() instanceof FileSink sink
                ? sink.path()
                : null;
        new JobDisplay(console, line, session.prices()).runFinished(report, path);
      }
      console.out().flush();
      return end(report);
    }
  }

  private ZoneId zone(Namespace names) {
    return names.settings().timeZone().orElseGet(session::timeZone);
  }

  private ResultConsumer printer(ProgressLine line, ZoneId zone) {
    var printer =
        new ResultPrinter(
            console, session.store(), zone, resultOptions.format, resultOptions.maxRowsOrAll());
    return (schema, segments) -> {
      line.clear();
      printer.accept(schema, segments);
    };
  }

  private int end(RunReport report) {
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED -> ExitCode.OK;
      case FAILED -> failed(report);
      case CANCELLED -> cancelled();
      case RUNNING -> lost(report);
    };
  }

  private int failed(RunReport report) {
    var failure = report.failure();
    if (failure == null) {
      throw StintException.internal("run " + report.runId() + " failed without a reason", null);
    }
    CommandErrors.error(console, failure.message());
    if (options.isDebug && failure.stackTrace() != null) {
      console.err().println(failure.stackTrace());
    }
    return ExitCode.of(failure.kind());
  }

  private int lost(RunReport report) {
    var runId = report.runId();
    CommandErrors.error(
        console,
        "another coordinator goes on with run %s: see '%s runs %s'"
            .formatted(runId, console.command(), runId));
    return ExitCode.FAILED_RUN;
  }

  private int cancelled() {
    CommandErrors.error(console, "cancelled; nothing was written");
    return ExitCode.INTERRUPTED;
  }
}
