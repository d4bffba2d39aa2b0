package dev.stint.coordinator.cli.trigger;

import dev.stint.config.job.Names;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.report.JobsText;
import dev.stint.coordinator.trigger.ExecutionEnds;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.coordinator.trigger.JobTarget;
import dev.stint.plan.failure.StintException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stint jobs`.
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Registers jobs, so that uploads and schedules start them, and shows when they ran and will"
            + " run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint jobs put job.yaml",
      "  stint jobs list",
      "  stint jobs show revenue",
      "  stint jobs pause revenue"
    })
public final class JobsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  /// With its subcommands.
  public static CommandLine line(Console console) {
    return new CommandLine(new JobsCommand())
        .addSubcommand(new JobsPutCommand(console))
        .addSubcommand(new ListJobs(console))
        .addSubcommand(new ShowJob(console))
        .addSubcommand(new PauseJob(console))
        .addSubcommand(new ResumeJob(console))
        .addSubcommand(new RemoveJob(console));
  }

  @Override
  public void run() {
    var known = spec;
    if (known != null) {
      throw new ParameterException(
          known.commandLine(), "say what to do: put, list, show, pause, resume or remove");
    }
  }

  /// The job of that name.
  ///
  /// @throws StintException of kind USER naming the nearest
  static RegisteredJob find(JobTarget target, String name) {
    var registry = new JobRegistry(target.store(), target.workPath());
    return registry.find(name).orElseThrow(() -> StintException.user(unknown(registry, name)));
  }

  private static String unknown(JobRegistry registry, String name) {
    var known = registry.all().jobs().stream().map(RegisteredJob::name).toList();
    var text = "there is no registered job '%s'; ".formatted(name);
    if (known.isEmpty()) {
      return text + "none is: 'stint jobs put FILE' registers one";
    }
    return text
        + Names.nearest(name, known)
            .map(nearest -> "did you mean '" + nearest + "'?")
            .orElse("there are " + String.join(", ", known));
  }

  /// A command that opens the target of registered jobs.
  abstract static class OnTarget implements Callable<Integer> {

    @Mixin SessionOptions options = new SessionOptions();

    final Console console;

    OnTarget(Console console) {
      this.console = console;
    }

    @Override
    public final Integer call() {
      try (var target = JobTargets.open(options, console)) {
        return call(target);
      }
    }

    abstract int call(JobTarget target);

    final ZoneId zone() {
      return options.timeZone == null ? ZoneId.systemDefault() : ZoneId.of(options.timeZone);
    }

    final void say(String text) {
      if (!options.isQuiet) {
        console.err().println(text);
      }
    }

    /// The newest executions of a job.
    static List<JobsText.Execution> executions(JobTarget target, String job, int max) {
      var ends = new ExecutionEnds(target.store(), target.workPath());
      return new ExecutionLog(target.store(), target.workPath())
          .latest(job, max).stream()
              .map(
                  entry ->
                      new JobsText.Execution(
                          entry,
                          entry.skipped() == null
                              ? ends.find(job, entry.execution()).orElse(null)
                              : null))
              .toList();
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Lists the registered jobs: when each ran last, and when it runs next.")
  static final class ListJobs extends OnTarget {

    ListJobs(Console console) {
      super(console);
    }

    @Override
    int call(JobTarget target) {
      var jobs = new JobRegistry(target.store(), target.workPath()).all();
      jobs.unreadable()
          .forEach(
              (name, why) ->
                  console.err().println("warning: job " + name + " is left out: " + why));
      if (jobs.jobs().isEmpty()) {
        console.err().println("no job is registered; 'stint jobs put FILE' registers one");
        return ExitCode.OK;
      }
      var lines =
          jobs.jobs().stream()
              .map(
                  job ->
                      new JobsText.Line(
                          job, executions(target, job.name(), 1).stream().findFirst()))
              .toList();
      console.out().print(JobsText.list(lines, Instant.now(), zone(), console.errWidth()));
      return ExitCode.OK;
    }
  }

  /// A command for one job.
  abstract static class OnJob extends OnTarget {

    @Parameters(index = "0", paramLabel = "NAME", description = "The job's name.")
    String name = "";

    OnJob(Console console) {
      super(console);
    }

    @Override
    final int call(JobTarget target) {
      return call(target, find(target, name));
    }

    abstract int call(JobTarget target, RegisteredJob job);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Shows a job's triggers, its next times and its executions.")
  static final class ShowJob extends OnJob {

    private static final int MAX_EXECUTIONS = 20;

    @Option(names = "--yaml", description = "Print the job's file instead, as it was put.")
    private boolean isFileWanted;

    ShowJob(Console console) {
      super(console);
    }

    @Override
    int call(JobTarget target, RegisteredJob job) {
      console
          .out()
          .print(
              isFileWanted
                  ? job.text()
                  : JobsText.story(
                      job,
                      target.wiring().describe(job),
                      executions(target, job.name(), MAX_EXECUTIONS),
                      Instant.now(),
                      zone()));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Pauses a job: uploads and scheduled times start it no more until it is resumed.")
  static final class PauseJob extends OnJob {

    PauseJob(Console console) {
      super(console);
    }

    @Override
    int call(JobTarget target, RegisteredJob job) {
      var registry = new JobRegistry(target.store(), target.workPath());
      target.wiring().pause(registry.set(job, RegisteredJob.Activity.PAUSED, Instant.now()));
      say("job " + job.name() + " is paused; what runs goes on");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Resumes a paused job. Times that have passed meanwhile are not made up for.")
  static final class ResumeJob extends OnJob {

    ResumeJob(Console console) {
      super(console);
    }

    @Override
    int call(JobTarget target, RegisteredJob job) {
      var registry = new JobRegistry(target.store(), target.workPath());
      target.wiring().resume(registry.set(job, RegisteredJob.Activity.ACTIVE, Instant.now()));
      say("job " + job.name() + " is active");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Removes a job: nothing starts it any more. What runs goes on, and no data is touched.",
        "What it has taken in stays noted: put again under its name it takes no file twice."
      })
  static final class RemoveJob extends OnJob {

    RemoveJob(Console console) {
      super(console);
    }

    @Override
    int call(JobTarget target, RegisteredJob job) {
      target.wiring().unwire(job);
      new JobRegistry(target.store(), target.workPath()).remove(job.name());
      say("job " + job.name() + " is removed");
      return ExitCode.OK;
    }
  }
}
