package dev.stint.coordinator.cli.deploy;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackParameters;
import dev.stint.config.job.DataSize;
import dev.stint.coordinator.cli.option.LimitOptions;
import dev.stint.coordinator.cli.option.SessionOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `stint deploy` that are parameters of its stacks. `null` is what was not given,
/// and stays as it is deployed. Which values are possible the templates say.
final class DeploySettings {

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "How many functions one coordinator keeps busy; by default all that the account allows.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--reserved-concurrency",
      paramLabel = "N",
      description =
          "How many of the account's functions are set aside for tasks, which is also the most that"
              + " run; 0, the default, for no such number.")
  private @Nullable Integer reservedConcurrency;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = SessionOptions.SizeConverter.class,
      description =
          "A task function's memory, 512MiB to 10239MiB; by default 1769MiB, one processor's. Tasks"
              + " that need more get a function of 10240MiB.")
  private @Nullable DataSize memory;

  @Option(
      names = "--task-timeout",
      paramLabel = "TIME",
      converter = LimitOptions.DurationConverter.class,
      description = "After which a task is ended, 3s to 15m; by default 15m.")
  private @Nullable Duration taskTimeout;

  @Option(
      names = "--coordinator-timeout",
      paramLabel = "TIME",
      converter = LimitOptions.DurationConverter.class,
      description =
          "After which a coordinator has handed over to the next, 30s to 15m; by default 15m.")
  private @Nullable Duration coordinatorTimeout;

  @Option(
      names = "--coordinator-memory",
      paramLabel = "SIZE",
      converter = SessionOptions.SizeConverter.class,
      description = "The coordinator's memory, 512MiB to 10GiB; by default 1769MiB.")
  private @Nullable DataSize coordinatorMemory;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = SessionOptions.ZoneConverter.class,
      description = "In which triggered jobs read and print timestamps; by default UTC.")
  private @Nullable String timeZone;

  @Option(
      names = "--log-retention",
      paramLabel = "DAYS",
      description = "For how many days logs are kept; by default 14.")
  private @Nullable Integer logRetention;

  @Option(
      names = "--run-retention",
      paramLabel = "DAYS",
      description = "For how many days the logs and reports of runs are kept; by default 30.")
  private @Nullable Integer runRetention;

  @Option(
      names = "--kms-key",
      paramLabel = "ARN",
      description = "The KMS key that encrypts the work bucket; by default S3's own.")
  private @Nullable String kmsKey;

  @Option(
      names = "--budget",
      paramLabel = "DOLLARS",
      description = "Send mail when a month costs more; needs --budget-email. 0 for none.")
  private @Nullable Integer budget;

  @Option(names = "--budget-email", paramLabel = "ADDRESS", description = "Who gets that mail.")
  private @Nullable String budgetEmail;

  @Option(
      names = "--alarm-topic",
      paramLabel = "ARN",
      description = "The SNS topic that alarms are sent to.")
  private @Nullable String alarmTopic;

  @Option(
      names = "--alarms",
      negatable = true,
      description = "Whether there are alarms; by default there are.")
  private @Nullable Boolean hasAlarms;

  @Option(
      names = "--dashboard",
      negatable = true,
      description = "Whether there is a dashboard; by default there is.")
  private @Nullable Boolean hasDashboard;

  @Option(
      names = "--function-runtime",
      paramLabel = "RUNTIME",
      description =
          "java25 (the default), or provided.al2023 for emulators that have no Java: the code"
              + " brings its own start and takes the machine's Java.")
  private @Nullable String functionRuntime;

  @Option(
      names = "--function-endpoint",
      paramLabel = "URL",
      description =
          "Where functions find the services of an emulator that they see at another address than"
              + " this machine does; by default $AWS_ENDPOINT_URL. Empty where the emulator tells"
              + " them itself.")
  private @Nullable String functionEndpoint;

  /// The parameters of the stacks that were given.
  Map<String, String> parameters() {
    var given = new TreeMap<String, String>();
    put(given, StackParameters.CONCURRENCY, concurrency);
    put(given, StackParameters.RESERVED_CONCURRENCY, reservedConcurrency);
    put(given, StackParameters.TASK_MEMORY_MB, megabytes(memory));
    put(given, StackParameters.TASK_TIMEOUT_SECONDS, seconds(taskTimeout));
    put(given, StackParameters.COORDINATOR_TIMEOUT_SECONDS, seconds(coordinatorTimeout));
    put(
        given,
        StackParameters.EVENT_VISIBILITY_SECONDS,
        coordinatorTimeout == null
            ? null
            : seconds(coordinatorTimeout.multipliedBy(DeployDefaults.EVENT_VISIBILITY_TIMEOUTS)));
    put(given, StackParameters.COORDINATOR_MEMORY_MB, megabytes(coordinatorMemory));
    put(given, StackParameters.TIME_ZONE, timeZone);
    put(given, StackParameters.LOG_RETENTION_DAYS, logRetention);
    put(given, StackParameters.RUN_RETENTION_DAYS, runRetention);
    put(given, StackParameters.KMS_KEY_ARN, kmsKey);
    put(given, StackParameters.MONTHLY_BUDGET, budget);
    put(given, StackParameters.BUDGET_EMAIL, budgetEmail);
    put(given, StackParameters.ALARM_TOPIC_ARN, alarmTopic);
    put(given, StackParameters.ALARMS, onOff(hasAlarms));
    put(given, StackParameters.DASHBOARD, onOff(hasDashboard));
    put(given, StackParameters.FUNCTION_RUNTIME, functionRuntime);
    put(given, StackParameters.ENDPOINT_URL, functionEndpoint);
    return given;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private static @Nullable Long megabytes(@Nullable DataSize size) {
    return size == null ? null : size.bytes() >> 20;
  }

  private static @Nullable String onOff(@Nullable Boolean isOn) {
    return isOn == null ? null : isOn ? StackParameters.ON : StackParameters.OFF;
  }
}
