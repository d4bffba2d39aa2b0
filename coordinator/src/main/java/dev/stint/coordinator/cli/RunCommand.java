package dev.stint.coordinator.cli;

import dev.stint.config.job.Job;
import dev.stint.config.job.JobReader;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stint run`.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the statements of a job file.",
    footerHeading = "%nExample:%n",
    footer = "  stint run job.yaml --param run_date=2020-01-31")
final class RunCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "JOB", description = "The job, a YAML file.")
  private Path file = Path.of("");

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter, ${NAME} in the job; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var settings = options.settings(console);
    var job = JobReader.read(file, parameters);
    if (!job.triggers().isEmpty() && !options.isQuiet) {
      console
          .err()
          .println("The triggers of this job are not served by the local target; it runs once.");
    }
    try (var session = LocalSession.open(settings, S3Use.in(texts(job)))) {
      console.cancellation().watch(session);
      return new ConsoleJob(session, console, result, options)
          .run(
              JobRequest.of(
                  JobRequest.randomId(),
                  ConsoleJob.TRIGGER,
                  job,
                  job.limits().overriddenBy(limits.limits())));
    }
  }

  /// Everything in a job that may name a path.
  static List<String> texts(Job job) {
    var texts = new ArrayList<String>();
    job.inputs().values().forEach(input -> texts.add(LocalSession.absolutePath(input.path())));
    for (var statement : job.statements()) {
      texts.add(statement.sql());
      var output = statement.output();
      if (output != null) {
        texts.add(LocalSession.absolutePath(output.path()));
      }
    }
    return texts;
  }
}
