package dev.stint.coordinator.cli.deploy;

import dev.stint.config.deploy.StackNames;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.option.DeploymentOptions;
import dev.stint.coordinator.deploy.Destroyer;
import dev.stint.plan.failure.StintException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stint destroy`.
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Removes a deployment: functions, queues, roles, and the rules and schedules of its jobs."
            + " The work bucket stays, and what jobs have read and written.",
    footerHeading = "%nExample:%n",
    footer = "  stint destroy --name stint-test --yes")
public final class DestroyCommand implements Callable<Integer> {

  @Mixin private DeploymentOptions target = new DeploymentOptions();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isConfirmed;

  private final Console console;

  public DestroyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    target.setLogging();
    var name = target.deploymentName(console);
    var destroyer = new Destroyer(target.aws(console), new StackNames(name));
    var found = destroyer.find();
    if (found.stacks().isEmpty()) {
      console.out().println("There is no deployment %s in %s.".formatted(name, found.account()));
      return ExitCode.OK;
    }
    if (!isConfirmed) {
      ask(name, found);
    }
    destroyer.destroy(found, new DeployProgress(console, target.isQuiet));
    console.out().println("Removed the deployment " + name + ".");
    found.workBucket().ifPresent(this::sayKept);
    return ExitCode.OK;
  }

  private void ask(String name, Destroyer.Found found) throws IOException {
    console
        .err()
        .print(
            "Remove the deployment %s in %s (stacks %s)? Type its name to go on: "
                .formatted(name, found.account(), String.join(", ", found.stacks())));
    console.err().flush();
    var answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    if (!name.equals(answer)) {
      throw StintException.user("nothing was removed; --yes removes without asking");
    }
  }

  private void sayKept(String bucket) {
    console
        .out()
        .println(
            """
            Kept: the bucket %1$s, with the logs of runs, registered jobs and the functions' code.
            A later deploy makes a bucket of its own. To remove this one with all it holds:
              aws s3 rb s3://%1$s --force\
            """
                .formatted(bucket));
  }
}
