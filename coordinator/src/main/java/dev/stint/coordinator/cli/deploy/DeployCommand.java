package dev.stint.coordinator.cli.deploy;

import dev.stint.config.deploy.DataLocation.Access;
import dev.stint.config.deploy.Deployment;
import dev.stint.config.deploy.StackNames;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.console.Version;
import dev.stint.coordinator.cli.option.DeploymentOptions;
import dev.stint.coordinator.deploy.DeployRequest;
import dev.stint.coordinator.deploy.Deployer;
import dev.stint.coordinator.deploy.FunctionCode;
import dev.stint.coordinator.deploy.Synthesis;
import dev.stint.plan.failure.StintException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stint deploy`.
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes on AWS what jobs need: functions, queues, a bucket for their work, roles that may"
          + " touch the data you name and nothing else. Idle it costs nothing but storage.",
      "Run again it changes what differs; what an option was given once stays until it is given"
          + " anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stint deploy --read s3://lake/raw --write s3://lake/reports",
      "  stint deploy --synth templates"
    })
public final class DeployCommand implements Callable<Integer> {

  @Mixin private DeploymentOptions target = new DeploymentOptions();

  @Option(
      names = "--read",
      paramLabel = "S3PATH",
      description = "What jobs may read, such as s3://lake/raw; repeatable, replaces all before.")
  private @Nullable List<String> read;

  @Option(
      names = "--write",
      paramLabel = "S3PATH",
      description =
          "What jobs may write, such as s3://lake/reports; repeatable, replaces all before.")
  private @Nullable List<String> write;

  @Option(
      names = "--data-key",
      paramLabel = "ARN",
      description = "A KMS key that such data is encrypted with; repeatable.")
  private @Nullable List<String> dataKeys;

  @Mixin private DeploySettings settings = new DeploySettings();

  @Option(
      names = "--synth",
      paramLabel = "FOLDER",
      description = "Only write the templates there, for review; needs no credentials.")
  private @Nullable Path synthesised;

  private final Console console;

  public DeployCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    target.setLogging();
    var request = request();
    if (synthesised != null) {
      for (var file : Synthesis.write(request, synthesised)) {
        console.out().println(file);
      }
      return ExitCode.OK;
    }
    var aws = target.aws(console);
    var lines = new DeployProgress(console, target.isQuiet);
    sayDone(new Deployer(aws, request, FunctionCode.ofThisBuild(), lines).deploy(), request);
    return ExitCode.OK;
  }

  private DeployRequest request() {
    try {
      return new DeployRequest(
          new StackNames(target.deploymentName(console)),
          Version.number(),
          settings.parameters(),
          read == null ? null : DeployRequest.locations(read, Access.READ),
          write == null ? null : DeployRequest.locations(write, Access.WRITE),
          dataKeys);
    } catch (IllegalArgumentException e) {
      throw StintException.user(String.valueOf(e.getMessage()), e);
    }
  }

  private void sayDone(Deployment made, DeployRequest request) {
    var options = target.text(console);
    console
        .out()
        .println(
            """
            Deployed %s, Stint %s
              work bucket   %s
              functions     %s
              coordinator   %s
              concurrency   %d
              queue         %s
              dead letters  %s
            Try next: %s run job.yaml%s\
            """
                .formatted(
                    request.names().name(),
                    made.version(),
                    made.workPath(),
                    String.join("\n                ", made.taskFunctions().values()),
                    made.coordinatorFunction(),
                    made.concurrency(),
                    made.queueUrl(),
                    made.deadLetterQueueUrl(),
                    console.command(),
                    options));
  }
}
