package dev.stint.coordinator.cli;

import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobReport;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobRun;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.StintException;

/// Runs a job for a command: shows its progress, its result and the reports of its runs.
final class ConsoleJob {

  /// What started the jobs of commands.
  static final String TRIGGER = "cli";

  private final Session session;
  private final Console console;
  private final ResultOptions resultOptions;
  private final SessionOptions options;

  ConsoleJob(
      Session session, Console console, ResultOptions resultOptions, SessionOptions options) {
    this.session = session;
    this.console = console;
    this.resultOptions = resultOptions;
    this.options = options;
  }

  /// Gives the exit code.
  int run(JobRequest request) {
    try (var line = new ProgressLine(console)) {
      var listener =
          options.isQuiet ? JobListener.NONE : new JobDisplay(console, line, session.prices());
      var report = new JobRun(request, session, listener, printer(line)).run();
      console.out().flush();
      return end(report);
    }
  }

  private ResultConsumer printer(ProgressLine line) {
    var printer =
        new ResultPrinter(
            console,
            session.store(),
            session.timeZone(),
            resultOptions.format,
            resultOptions.maxRowsOrAll());
    return (schema, segments) -> {
      line.clear();
      printer.accept(schema, segments);
    };
  }

  private int end(JobReport report) {
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED -> ExitCode.OK;
      case FAILED -> failed(report);
      case CANCELLED -> cancelled();
      case RUNNING -> lost(report);
    };
  }

  private int failed(JobReport report) {
    var failure = report.failure();
    if (failure == null) {
      throw StintException.internal("job " + report.jobId() + " failed without a reason", null);
    }
    CommandErrors.error(console, failure.message());
    if (options.isDebug && failure.stackTrace() != null) {
      console.err().println(failure.stackTrace());
    }
    return ExitCode.of(failure.kind());
  }

  private int lost(JobReport report) {
    var runId = report.runs().getLast().runId();
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
