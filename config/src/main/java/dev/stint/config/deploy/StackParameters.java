package dev.stint.config.deploy;

/// The parameters of the templates. Each stack takes the ones that its comment names.
public final class StackParameters {

  // All stacks.

  /// [StackNames#name].
  public static final String NAME = "Name";

  // storage and functions.

  /// The ARN of a KMS key with which the work bucket is encrypted; empty for S3's own key.
  public static final String KMS_KEY_ARN = "KmsKeyArn";

  // storage.

  public static final String RUN_RETENTION_DAYS = "RunRetentionDays";

  // functions and what follows: outputs of the stacks before.

  public static final String WORK_BUCKET = StackOutputs.WORK_BUCKET;
  public static final String QUEUE_ARN = StackOutputs.QUEUE_ARN;
  public static final String DEAD_LETTER_QUEUE_ARN = StackOutputs.DEAD_LETTER_QUEUE_ARN;
  public static final String COORDINATOR_FUNCTION = StackOutputs.COORDINATOR_FUNCTION;

  // functions.

  /// The version of Stint that is deployed.
  public static final String STINT_VERSION = StackOutputs.STINT_VERSION;

  /// A text that differs whenever code or a setting of a function differs: it makes new versions.
  public static final String RELEASE = "Release";

  public static final String CODE_BUCKET = "CodeBucket";
  public static final String TASK_CODE_KEY = "TaskCodeKey";
  public static final String COORDINATOR_CODE_KEY = "CoordinatorCodeKey";

  /// [#MANAGED_RUNTIME] or [#CUSTOM_RUNTIME].
  public static final String FUNCTION_RUNTIME = "FunctionRuntime";

  /// Another address of AWS's services for the functions; empty for AWS.
  public static final String ENDPOINT_URL = "EndpointUrl";

  /// How many task functions the runs of one coordinator keep busy at once.
  public static final String CONCURRENCY = StackOutputs.CONCURRENCY;

  /// Concurrency set aside for the task function of the usual size, and its limit; 0 for neither.
  public static final String RESERVED_CONCURRENCY = "ReservedConcurrency";

  /// The same for the large one.
  public static final String LARGE_RESERVED_CONCURRENCY = "LargeReservedConcurrency";

  public static final String TASK_TIMEOUT_SECONDS = "TaskTimeoutSeconds";
  public static final String COORDINATOR_TIMEOUT_SECONDS = "CoordinatorTimeoutSeconds";

  /// How long an event stays hidden while a coordinator works on it:
  /// [DeployDefaults#EVENT_VISIBILITY_TIMEOUTS] of its timeouts.
  public static final String EVENT_VISIBILITY_SECONDS = "EventVisibilitySeconds";

  /// Memory of the task function of the usual size; the large one has all that Lambda gives.
  public static final String TASK_MEMORY_MB = "TaskMemoryMb";

  public static final String COORDINATOR_MEMORY_MB = "CoordinatorMemoryMb";
  public static final String LOG_RETENTION_DAYS = "LogRetentionDays";
  public static final String TIME_ZONE = "TimeZone";

  // operations.

  /// [#ON] or [#OFF].
  public static final String DASHBOARD = "Dashboard";

  /// [#ON] or [#OFF].
  public static final String ALARMS = "Alarms";

  /// The ARN of an SNS topic that alarms are sent to; empty for none.
  public static final String ALARM_TOPIC_ARN = "AlarmTopicArn";

  /// Dollars a month above which mail is sent; 0 for no budget.
  public static final String MONTHLY_BUDGET = "MonthlyBudget";

  /// Who gets the budget's mail; needed with a budget.
  public static final String BUDGET_EMAIL = "BudgetEmail";

  // Values.

  public static final String MANAGED_RUNTIME = "java25";
  public static final String CUSTOM_RUNTIME = "provided.al2023";
  public static final String ON = "on";
  public static final String OFF = "off";

  private StackParameters() {}
}
