package dev.stint.coordinator.cli.job;

import dev.stint.config.job.Job;
import dev.stint.config.job.JobReader;
import dev.stint.config.job.RunTimes;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.option.CatalogOptions;
import dev.stint.coordinator.cli.option.FunctionOptions;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.ResultOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.registry.JobChecks;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.statement.StoredTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
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
public final class RunCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "JOB", description = "The job, a YAML file.")
  private Path file = Path.of("");

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter, ${NAME} in the job; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--detach",
      description =
          "Let the coordinator function of the deployment run it, print its id and end at once.")
  private boolean isDetached;

  @Mixin private ResultOptions result = new ResultOptions();
  @Mixin private LimitOptions limits = new LimitOptions();
  @Mixin private FunctionOptions functions = new FunctionOptions();
  @Mixin private CatalogOptions catalog = new CatalogOptions();
  @Mixin private SessionOptions options = new SessionOptions();

  private final Console console;

  public RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var now = RunTimes.at(Instant.now().atZone(ZoneOffset.UTC));
    var job = JobReader.read(file, parameters, now);
    if (!job.triggers().isEmpty() && !options.isQuiet) {
      console
          .err()
          .println(
              "The job runs once, now; for its triggers register it: %s jobs put %s"
                  .formatted(console.command(), file));
    }
    if (isDetached) {
      return detach(job);
    }
    try (var target = options.target(console);
        var session = target.open(paths(job))) {
      console.cancellation().watch(session);
      return new ConsoleJob(session, console, result, options).run(request(job, session));
    }
  }

  private int detach(Job job) {
    try (var target = options.deployedForDetached(console);
        var session = target.open(paths(job))) {
      return new DetachedJob(target, console, options).start(request(job, session), session);
    }
  }

  private List<String> paths(Job job) {
    var paths = new ArrayList<>(JobChecks.paths(job));
    paths.addAll(catalog.paths(console, options));
    paths.addAll(functions.jars);
    return paths;
  }

  /// Its statements may name the tables of the catalog, too.
  private JobRequest request(Job job, Session session) {
    var stored = catalog.open(console, options, session);
    return JobRequest.of(
            JobRequest.randomId(),
            ConsoleJob.TRIGGER,
            job,
            job.limits().overriddenBy(limits.limits()))
        .withTables(stored.tables().stream().map(StoredTable::source).toList())
        .withFunctions(functions.jars);
  }
}
