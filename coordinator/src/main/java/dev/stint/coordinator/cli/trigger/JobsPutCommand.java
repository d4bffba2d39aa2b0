package dev.stint.coordinator.cli.trigger;

import dev.stint.config.job.JobReader;
import dev.stint.config.job.Output;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.targets.DeployedTarget;
import dev.stint.coordinator.registry.JobChecks;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.report.JobsText;
import dev.stint.coordinator.trigger.JobTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stint jobs put`.
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Registers a job, or replaces the registered job of its name.",
    footerHeading = "%nExample:%n",
    footer = "  stint jobs put job.yaml --param region=eu")
final class JobsPutCommand extends JobsCommand.OnTarget {

  @Parameters(index = "0", paramLabel = "FILE", description = "The job, a YAML file.")
  private Path file = Path.of("");

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter, ${NAME} in the job; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  JobsPutCommand(Console console) {
    super(console);
  }

  @Override
  int call(JobTarget target) {
    var text = JobReader.text(file);
    var registry = new JobRegistry(target.store(), target.workPath());
    var checked = registry.check(file.toString(), text, parameters, Instant.now());
    if (target.paths() == JobTarget.Paths.S3_ALONE) {
      DeployedTarget.requireInS3(JobChecks.paths(checked));
    }
    var job = registry.put(file.toString(), text, parameters, Instant.now());
    target.wiring().wire(job);
    tell(target, job);
    return ExitCode.OK;
  }

  private void tell(JobTarget target, RegisteredJob job) {
    say("job " + job.name() + " is registered" + (job.isPaused() ? ", and paused" : ""));
    var wiring = target.wiring().describe(job);
    for (int i = 0; i < job.triggers().size(); i++) {
      say("  " + JobsText.trigger(job.triggers().get(i)) + ": " + wiring.get(i));
    }
    job.sample().statements().stream()
        .map(statement -> statement.output())
        .filter(output -> output != null && output.mode() == Output.Mode.ERRORIFEXISTS)
        .filter(output -> !job.text().contains("${run_"))
        .findFirst()
        .ifPresent(
            output ->
                console
                    .err()
                    .println(
                        "warning: the output %s has the mode errorifexists, so the second execution will fail; write mode: append or overwrite, or put ${run_time} into the path"
                            .formatted(output.path())));
  }
}
