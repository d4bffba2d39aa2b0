package dev.stint.coordinator.cli.runs;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `stint cancel`.
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ends a run: its functions stop, and nothing is left of it. One whose coordinator died is"
          + " ended by this command.",
      "A run that makes its files visible already is finished instead."
    },
    footerHeading = "%nExample:%n",
    footer = "  stint cancel 750f01ec")
public final class CancelCommand implements Callable<Integer> {

  /// How long a coordinator that is there may take to end its run.
  private static final Duration MAX_WAIT = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The id of a run or a job, or its beginning; stint runs lists them.")
  private String run = "";

  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var target = options.target(console)) {
      return cancel(target);
    }
  }

  private int cancel(CommandTarget target) throws InterruptedException {
    var finder = new RunFinder(target);
    var found = finder.find(run);
    var history = finder.history(found.folder());
    var logs = found.runIds().stream().flatMap(id -> history.read(id).stream()).toList();
    var underWay = logs.stream().filter(log -> !log.isSwept()).findFirst();
    if (underWay.isEmpty()) {
      return nothingToCancel(found.runIds(), logs, target.prices());
    }
    var flag = RunObjects.cancelFlag(history.runPath(underWay.get().runId()));
    finder.store().write(flag, new byte[0]);
    try {
      return ended(end(found, underWay.get(), history, target));
    } finally {
      // The coordinator takes it away, unless it had ended before.
      finder.store().delete(List.of(flag));
    }
  }

  private int nothingToCancel(List<String> runIds, List<RunLog> logs, PriceTable prices) {
    if (logs.isEmpty()) {
      throw StintException.user(
          "%s has no log: nothing of it was begun".formatted(String.join(", ", runIds)));
    }
    var report = logs.getLast().report(prices);
    console
        .err()
        .println(
            "run %s has ended (%s); there is nothing to cancel"
                .formatted(report.runId(), report.status().name().toLowerCase(Locale.ROOT)));
    return ExitCode.OK;
  }

  /// The report of the run when it is over. Where its coordinator is gone, this command ends it,
  /// unless the next coordinator comes at the same moment: that one then sees the flag.
  private RunReport end(
      RunFinder.Found found, RunLog first, RunHistory history, CommandTarget target)
      throws InterruptedException {
    var deadline = Instant.now().plus(MAX_WAIT);
    var log = awaitEnd(history, first, deadline);
    while (!log.isSwept()) {
      var report = takeOver(found, log, target);
      if (report.status() != RunStatus.RUNNING || Instant.now().isAfter(deadline)) {
        return report;
      }
      log = awaitEnd(history, history.read(log.runId()).orElse(log), deadline);
    }
    return log.report(target.prices());
  }

  /// The log when the run is over, or when nobody is there who could end it.
  private static RunLog awaitEnd(RunHistory history, RunLog first, Instant deadline)
      throws InterruptedException {
    var log = first;
    while (!log.isSwept() && !log.isSilentFor(RunLog.SILENCE, Instant.now())) {
      if (Instant.now().isAfter(deadline)) {
        throw new StintException(
            FailureKind.TRANSIENT,
            "run %s was asked to end, and its coordinator is there, but has not ended it within %s"
                .formatted(log.runId(), Amounts.time(MAX_WAIT)),
            null);
      }
      Thread.sleep(PAUSE);
      // The sign of life is swept just before the log says so: what was seen of it counts on.
      var seen = log;
      log = history.read(log.runId()).map(read -> read.notSilentBefore(seen)).orElse(log);
    }
    return log;
  }

  private RunReport takeOver(RunFinder.Found found, RunLog log, CommandTarget target) {
    if (!options.isQuiet) {
      console
          .err()
          .println("The coordinator of run " + log.runId() + " is gone; ending the run for it.");
    }
    try (var session = target.open(found.folder())) {
      session.cancel();
      return session.resume(log.request(), RunListener.NONE, ResultConsumer.NONE);
    }
  }

  private int ended(RunReport report) {
    var id = report.runId();
    switch (report.status()) {
      case CANCELLED -> console.err().println("run " + id + " is cancelled; nothing was written");
      case SUCCEEDED, SKIPPED ->
          console
              .err()
              .println("run " + id + " was past its end or its commit point: it succeeded");
      case FAILED -> {
        var failure = report.failure();
        console
            .err()
            .println(
                "run %s failed before it was cancelled: %s"
                    .formatted(id, failure == null ? "" : failure.message()));
      }
      case RUNNING -> {
        CommandErrors.error(console, "another coordinator has taken run " + id + " over");
        return ExitCode.FAILED_RUN;
      }
    }
    return ExitCode.OK;
  }
}
