package dev.stint.coordinator.cli;

import dev.stint.config.deploy.DataLocation.Access;
import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.Deployment;
import dev.stint.config.deploy.StackNames;
import dev.stint.config.deploy.StackParameters;
import dev.stint.coordinator.deploy.DeployRequest;
import dev.stint.coordinator.deploy.Deployer;
import dev.stint.coordinator.deploy.FunctionCode;
import dev.stint.coordinator.deploy.Synthesis;
import dev.stint.plan.failure.StintException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
final class DeployCommand implements Callable<Integer> {

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

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "How many functions one coordinator keeps busy; by default all that the account allows.")
  private @Nullable Integer concurrency;

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
          "After which a coordinator has handed over to the next, 3s to 15m; by default 15m.")
  private @Nullable Duration coordinatorTimeout;

  @Option(
      names = "--coordinator-memory",
      paramLabel = "SIZE",
      converter = SessionOptions.SizeConverter.class,
      description = "The coordinator's memory; by default 1769MiB.")
  private dev.stint.config.job.@Nullable DataSize coordinatorMemory;

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

  @Option(
      names = "--synth",
      paramLabel = "FOLDER",
      description = "Only write the templates there, for review; needs no credentials.")
  private @Nullable Path synthesised;

  private final Console console;

  DeployCommand(Console console) {
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
          parameters(),
          read == null ? null : DeployRequest.locations(read, Access.READ),
          write == null ? null : DeployRequest.locations(write, Access.WRITE),
          dataKeys);
    } catch (IllegalArgumentException e) {
      throw StintException.user(String.valueOf(e.getMessage()), e);
    }
  }

  private Map<String, String> parameters() {
    var given = new TreeMap<String, String>();
    put(given, StackParameters.CONCURRENCY, concurrency);
    put(given, StackParameters.TASK_TIMEOUT_SECONDS, seconds(taskTimeout));
    put(given, StackParameters.COORDINATOR_TIMEOUT_SECONDS, seconds(coordinatorTimeout));
    put(
        given,
        StackParameters.EVENT_VISIBILITY_SECONDS,
        coordinatorTimeout == null
            ? null
            : seconds(coordinatorTimeout.multipliedBy(DeployDefaults.EVENT_VISIBILITY_TIMEOUTS)));
    put(
        given,
        StackParameters.COORDINATOR_MEMORY_MB,
        coordinatorMemory == null ? null : coordinatorMemory.bytes() >> 20);
    put(given, StackParameters.TIME_ZONE, timeZone);
    put(given, StackParameters.LOG_RETENTION_DAYS, logRetention);
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

  private static @Nullable String onOff(@Nullable Boolean isOn) {
    return isOn == null ? null : isOn ? StackParameters.ON : StackParameters.OFF;
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
