package dev.stint.coordinator.cli.option;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.Logging;
import dev.stint.coordinator.cli.targets.Target;
import dev.stint.plan.failure.StintException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that make and remove deployments.
public final class DeploymentOptions {

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "aws",
      description = "aws (the default), or localstack, which is aws at $AWS_ENDPOINT_URL.")
  Target target = Target.AWS;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the deployment; by default $STINT_NAME, or stint.")
  @Nullable String name;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, only results and errors.")
  public boolean isQuiet;

  @Option(names = "--debug", description = "Log, and print stack traces.")
  boolean isDebug;

  public void setLogging() {
    if (isDebug) {
      Logging.loud();
    } else {
      Logging.quiet();
    }
  }

  public AwsSettings aws(Console console) {
    return aws(target, console);
  }

  public static AwsSettings aws(Target target, Console console) {
    return switch (target) {
      case LOCAL ->
          throw StintException.user(
              "the local target needs no deployment: write --target aws or --target localstack");
      case LOCALSTACK -> AwsSettings.ofEmulator(console.environment());
      case AWS -> AwsSettings.ofAws(console.environment());
    };
  }

  public String deploymentName(Console console) {
    return deploymentName(name, console);
  }

  public static String deploymentName(@Nullable String name, Console console) {
    var chosen = name == null ? console.environment().getOrDefault("STINT_NAME", "") : name;
    return chosen.isEmpty() ? DeployDefaults.NAME : chosen;
  }

  /// What another command needs to use the same deployment.
  public String text(Console console) {
    return text(target, name, console);
  }

  public static String text(Target target, @Nullable String name, Console console) {
    var named = deploymentName(name, console);
    return " --target "
        + target.name().toLowerCase(Locale.ROOT)
        + (named.equals(DeployDefaults.NAME) ? "" : " --name " + named);
  }
}
