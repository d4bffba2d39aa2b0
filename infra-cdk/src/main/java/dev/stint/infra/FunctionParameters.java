package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import dev.stint.config.deploy.StackParameters;
import dev.stint.infra.Parameters.Range;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;

/// Parameters of the functions, and the conditions on them.
record FunctionParameters(
    CfnParameter name,
    CfnParameter stintVersion,
    CfnParameter release,
    CfnParameter codeBucket,
    CfnParameter taskCodeKey,
    CfnParameter coordinatorCodeKey,
    CfnParameter runtime,
    CfnParameter endpointUrl,
    CfnParameter concurrency,
    CfnParameter reserved,
    CfnParameter largeReserved,
    CfnParameter taskTimeout,
    CfnParameter coordinatorTimeout,
    CfnParameter eventVisibility,
    CfnParameter taskMemory,
    CfnParameter coordinatorMemory,
    CfnParameter logRetention,
    CfnParameter timeZone,
    CfnCondition hasKmsKey,
    CfnCondition hasSnapStart,
    CfnCondition hasEndpoint,
    CfnCondition hasReserved,
    CfnCondition hasLargeReserved) {

  private static final Range TASK_SECONDS =
      new Range(3, DeployDefaults.FUNCTION_TIMEOUT.toSeconds());
  private static final Range COORDINATOR_SECONDS =
      new Range(
          DeployDefaults.MIN_COORDINATOR_TIMEOUT.toSeconds(),
          DeployDefaults.FUNCTION_TIMEOUT.toSeconds());
  private static final Range EVENT_VISIBILITY =
      new Range(1, DeployDefaults.EVENT_VISIBILITY.toSeconds());

  private static final Range FUNCTIONS = new Range(0, 100_000);

  /// What CloudWatch Logs takes.
  private static final List<Integer> LOG_DAYS =
      List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653);

  static FunctionParameters declare(Stack stack) {
    var declared = new Parameters(stack);
    declared.text(StackParameters.WORK_BUCKET, "The work bucket");
    var key =
        declared.text(
            StackParameters.KMS_KEY_ARN,
            "The ARN of the KMS key of the work bucket; empty for S3's own key",
            "");
    var runtime =
        declared.choice(
            StackParameters.FUNCTION_RUNTIME,
            "Lambda's Java, with SnapStart, or what the code itself brings",
            List.of(StackParameters.MANAGED_RUNTIME, StackParameters.CUSTOM_RUNTIME));
    var endpoint =
        declared.text(
            StackParameters.ENDPOINT_URL,
            "Another address of AWS's services for the functions; empty for AWS",
            "");
    var reserved = reserved(declared, StackParameters.RESERVED_CONCURRENCY, "of the usual size");
    var largeReserved =
        reserved(declared, StackParameters.LARGE_RESERVED_CONCURRENCY, "that are large");
    return new FunctionParameters(
        declared.name(),
        declared.text(StackParameters.STINT_VERSION, "The version of Stint"),
        declared.text(
            StackParameters.RELEASE, "Differs whenever code or a setting does: makes new versions"),
        declared.text(StackParameters.CODE_BUCKET, "The bucket with the functions' code"),
        declared.text(StackParameters.TASK_CODE_KEY, "The key of the task functions' code"),
        declared.text(
            StackParameters.COORDINATOR_CODE_KEY, "The key of the coordinator function's code"),
        runtime,
        endpoint,
        declared.number(
            StackParameters.CONCURRENCY,
            "Task functions that the runs of one coordinator keep busy at once",
            new Range(1, 100_000),
            DeployDefaults.CONCURRENCY),
        reserved,
        largeReserved,
        taskTimeout(declared),
        coordinatorTimeout(declared),
        declared.number(
            StackParameters.EVENT_VISIBILITY_SECONDS,
            "Seconds for which an event is hidden while a coordinator works on it",
            EVENT_VISIBILITY,
            DeployDefaults.EVENT_VISIBILITY.toSeconds()),
        taskMemory(declared),
        declared.number(
            StackParameters.COORDINATOR_MEMORY_MB,
            "Memory of the coordinator function in MB",
            new Range(DeployDefaults.MIN_MEMORY_MB, DeployDefaults.LARGE_TASK_MEMORY_MB),
            DeployDefaults.COORDINATOR_MEMORY_MB),
        logRetention(stack),
        declared.text(
            StackParameters.TIME_ZONE,
            "The time zone of jobs that name none",
            DeployDefaults.TIME_ZONE),
        declared.isNot("HasKmsKey", key, ""),
        declared.is("HasSnapStart", runtime, StackParameters.MANAGED_RUNTIME),
        declared.isNot("HasEndpoint", endpoint, ""),
        declared.isNot("HasReserved", reserved, "0"),
        declared.isNot("HasLargeReserved", largeReserved, "0"));
  }

  private static CfnParameter reserved(Parameters declared, String name, String of) {
    return declared.number(
        name, "Concurrency set aside for task functions " + of + "; 0 for none", FUNCTIONS, 0);
  }

  private static CfnParameter taskTimeout(Parameters declared) {
    return declared.number(
        StackParameters.TASK_TIMEOUT_SECONDS,
        "Seconds after which a task is ended",
        TASK_SECONDS,
        DeployDefaults.FUNCTION_TIMEOUT.toSeconds());
  }

  private static CfnParameter coordinatorTimeout(Parameters declared) {
    return declared.number(
        StackParameters.COORDINATOR_TIMEOUT_SECONDS,
        "Seconds after which a coordinator is ended; it hands over before",
        COORDINATOR_SECONDS,
        DeployDefaults.FUNCTION_TIMEOUT.toSeconds());
  }

  private static CfnParameter taskMemory(Parameters declared) {
    return declared.number(
        StackParameters.TASK_MEMORY_MB,
        "Memory of the task function of the usual size in MB",
        new Range(DeployDefaults.MIN_MEMORY_MB, DeployDefaults.LARGE_TASK_MEMORY_MB - 1L),
        DeployDefaults.TASK_MEMORY_MB);
  }

  private static CfnParameter logRetention(Stack stack) {
    return CfnParameter.Builder.create(stack, StackParameters.LOG_RETENTION_DAYS)
        .type("Number")
        .description("Days for which logs are kept")
        .allowedValues(LOG_DAYS.stream().map(String::valueOf).toList())
        .defaultValue(DeployDefaults.LOG_RETENTION_DAYS)
        .build();
  }
}
