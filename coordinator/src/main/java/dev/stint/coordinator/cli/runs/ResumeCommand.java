package dev.stint.coordinator.cli.runs;

import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.job.ConsoleJob;
import dev.stint.coordinator.cli.job.DetachedJob;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.cli.targets.DeployedTarget;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.report.RunsText;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.StintException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stint resume`.
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finishes a run whose coordinator died: what is done is not done again.",
      "Of a job of several statements all is finished that is left, whichever of its runs is named."
    },
    footerHeading = "%nExample:%n",
    footer = "  stint resume 750f01ec")
public final class ResumeCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The id of a run or a job, or its beginning; stint runs lists them.")
  private String run = "";

  @Option(
      names = "--force",
      description = "Take the run over also if its coordinator seems to be alive, which it stops.")
  private boolean isForced;

  @Option(
      names = "--detach",
      description =
          "Let the coordinator function of the deployment finish it, print its id and end at once.")
  private boolean isDetached;

  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var target = isDetached ? options.deployedForDetached(console) : options.target(console)) {
      var finder = new RunFinder(target);
      var found = finder.find(run);
      var job =
          new JobLog(finder.store(), found.folder().filePath())
              .read(RunFinder.jobId(found.runIds().getFirst()));
      return job.isPresent()
          ? resume(job.get(), found, finder, target)
          : resume(found, finder, target);
    }
  }

  private int resume(
      JobLog.Entry job, RunFinder.Found found, RunFinder finder, CommandTarget target) {
    var request = job.request();
    var history = finder.history(found.folder());
    var state = JobState.of(request, history, target.prices());
    var end = state.end();
    if (end.isPresent()) {
      return ended("job " + request.id(), end.get());
    }
    state.underWay().ifPresent(this::requireDead);
    if (isDetached && target instanceof DeployedTarget deployed) {
      new DetachedJob(deployed, console, options).handOver(request.id());
      return ExitCode.OK;
    }
    try (var session = target.open(found.folder(), job.timeZone())) {
      console.cancellation().watch(session);
      return new ConsoleJob(session, console, result, options).resume(request, state);
    }
  }

  private int resume(RunFinder.Found found, RunFinder finder, CommandTarget target) {
    var id = found.runIds().getFirst();
    var log =
        finder
            .history(found.folder())
            .read(id)
            .orElseThrow(
                () -> StintException.user("run " + id + " has no log: nothing of it was begun"));
    var report = log.report(target.prices());
    if (log.isSwept()) {
      return ended("run " + id, report);
    }
    requireDead(log);
    if (isDetached) {
      throw StintException.user(
          "run %s was not asked for as a job, so only this command can go on with it: resume it without --detach"
              .formatted(id));
    }
    int code;
    try (var session = target.open(found.folder())) {
      console.cancellation().watch(session);
      code = new ConsoleJob(session, console, result, options).resume(log.request());
    }
    var origin = report.origin();
    if (code == ExitCode.OK && origin != null && origin.statement() + 1 < origin.statements()) {
      console
          .err()
          .println(
              "Statement %d of %d is finished. What the job asks for after it is not known: run the job again for it."
                  .formatted(origin.statement() + 1, origin.statements()));
    }
    return code;
  }

  private void requireDead(RunLog log) {
    var now = Instant.now();
    if (!isForced && !log.isSilentFor(RunLog.SILENCE, now)) {
      throw StintException.user(
          "run %s seems to be alive: its coordinator was there %s; wait, or take it over with --force"
              .formatted(log.runId(), RunsText.age(log.lastSign(), now)));
    }
  }

  private int ended(String what, RunReport end) {
    var failure = end.failure();
    var command = console.command();
    switch (end.status()) {
      case SUCCEEDED, SKIPPED ->
          console.err().println("%s has succeeded; there is nothing to do".formatted(what));
      case FAILED ->
          CommandErrors.error(
              console,
              "%s has failed, and what has ended is not resumed: %s\nSee %s runs %s"
                  .formatted(what, failure == null ? "" : failure.message(), command, end.runId()));
      case CANCELLED ->
          CommandErrors.error(console, what + " was cancelled, and what has ended is not resumed");
      case RUNNING -> throw new IllegalStateException(what + " has not ended");
    }
    boolean isDone = end.status() == RunStatus.SUCCEEDED || end.status() == RunStatus.SKIPPED;
    return isDone ? ExitCode.OK : ExitCode.USER_ERROR;
  }
}
