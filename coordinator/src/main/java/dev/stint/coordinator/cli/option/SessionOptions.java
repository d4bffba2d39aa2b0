package dev.stint.coordinator.cli.option;

import dev.stint.config.job.DataSize;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.Logging;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.cli.targets.DeployedTarget;
import dev.stint.coordinator.cli.targets.LocalTarget;
import dev.stint.coordinator.cli.targets.Target;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.plan.failure.StintException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options of every command that plans or runs something.
public final class SessionOptions {

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "local",
      description =
          "Where to run: local (the default), aws, or localstack, which is aws at"
              + " $AWS_ENDPOINT_URL.")
  public Target target = Target.LOCAL;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The name of the deployment on aws or localstack; by default $STINT_NAME, or stint.")
  @Nullable String name;

  @Option(
      names = "--functions",
      paramLabel = "threads|processes",
      defaultValue = "threads",
      description =
          "What functions are on the local target: threads (the default), or processes of their own"
              + " that speak Lambda's Runtime API.")
  FunctionMode functions = FunctionMode.THREADS;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many functions may run at once; by default one per processor.")
  @Nullable Integer parallelism;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "A function's memory, 128MiB to 10GiB; by default 1769MiB, one processor's. Of those that"
              + " are deployed the next larger one; by default the smallest.")
  @Nullable DataSize memory;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description =
          "Where s3:// paths are kept on the local target; by default the folder s3 in $STINT_HOME,"
              + " or in ~/.stint.")
  public @Nullable Path dataFolder;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "In which timestamps are read and printed; by default this machine's.")
  public @Nullable String timeZone;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no report, only errors.")
  public boolean isQuiet;

  @Option(names = "--debug", description = "Log, and print stack traces.")
  public boolean isDebug;

  /// The target that the options name. One that is deployed is looked up.
  public CommandTarget target(Console console) {
    return switch (target) {
      case LOCAL -> new LocalTarget(settings(console), timeZone != null);
      case LOCALSTACK, AWS -> deployed(console);
    };
  }

  /// The deployment that the options name.
  ///
  /// @throws StintException of kind USER when it is not there, or another target is asked for
  public DeployedTarget deployed(Console console) {
    setLogging();
    if (target == Target.LOCAL) {
      throw StintException.user(
          "--detach is for --target aws and localstack: nothing of the local target outlives its"
              + " command");
    }
    if (functions == FunctionMode.PROCESSES || dataFolder != null) {
      throw StintException.user(
          "%s is for the local target, not for --target %s"
              .formatted(dataFolder == null ? "--functions" : "--data-dir", targetName()));
    }
    return DeployedTarget.find(
        aws(console),
        deploymentName(console),
        parallelism == null ? Integer.MAX_VALUE : parallelism,
        memory,
        timeZone == null ? null : ZoneId.of(timeZone));
  }

  /// The same for a run that its coordinator function runs, as the deployment says.
  ///
  /// @throws StintException of kind USER also when options say otherwise
  public DeployedTarget deployedForDetached(Console console) {
    if (memory != null || parallelism != null) {
      throw StintException.user(
          memory == null
              ? "--parallelism is for runs that this command coordinates; of a detached one"
                  + " --max-parallelism limits it"
              : "--memory is for runs that this command coordinates; functions of detached ones are"
                  + " as large as 'stint deploy --memory' has made them");
    }
    return deployed(console);
  }

  /// How to reach the target.
  AwsSettings aws(Console console) {
    return DeploymentOptions.aws(target, console);
  }

  String deploymentName(Console console) {
    return DeploymentOptions.deploymentName(name, console);
  }

  /// What another command needs to use the same deployment.
  public String deploymentText(Console console) {
    return DeploymentOptions.text(target, name, console);
  }

  public String targetName() {
    return target.name().toLowerCase(Locale.ROOT);
  }

  void setLogging() {
    if (isDebug) {
      Logging.loud();
    } else {
      Logging.quiet();
    }
  }

  private long memoryBytes() {
    return memory == null ? SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES : memory.bytes();
  }

  /// What the options amount to on the local target.
  public SessionSettings settings(Console console) {
    setLogging();
    if (target != Target.LOCAL) {
      throw StintException.user(
          "this command works on the local target only, not with --target " + targetName());
    }
    return new SessionSettings(
        functions,
        parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism,
        memoryBytes(),
        dataFolder(console),
        home(console).resolve("cache"),
        home(console).resolve("work"),
        timeZone == null ? ZoneId.systemDefault().getId() : timeZone);
  }

  public Path dataFolder(Console console) {
    return dataFolder == null ? home(console).resolve("s3") : dataFolder.toAbsolutePath();
  }

  /// Where Stint keeps what outlives a command.
  public static Path home(Console console) {
    var home = console.environment().getOrDefault("STINT_HOME", "");
    return home.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".stint")
        : Path.of(home).toAbsolutePath();
  }

  /// Sizes of functions.
  public static final class SizeConverter implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
      DataSize size = parse(text);
      if (size.bytes() < SessionSettings.MIN_FUNCTION_MEMORY_BYTES
          || size.bytes() > SessionSettings.MAX_FUNCTION_MEMORY_BYTES) {
        throw new TypeConversionException("a function has 128MiB to 10GiB, not " + text);
      }
      return size;
    }
  }

  /// Any size.
  static final class AnySizeConverter implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
      return parse(text);
    }
  }

  private static DataSize parse(String text) {
    try {
      return DataSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  public static final class ZoneConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        return ZoneId.of(text).getId();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time zone; write one like Europe/Berlin or +02:00");
      }
    }
  }
}
