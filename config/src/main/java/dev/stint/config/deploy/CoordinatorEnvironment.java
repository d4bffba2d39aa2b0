package dev.stint.config.deploy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// What a coordinator function learns from its environment: it belongs to the function's version,
/// so that a version keeps the task functions that it was deployed with.
///
/// @param workPath `s3://bucket`, below which runs, jobs and code lie
/// @param taskFunctions version ARNs by memory in MB
/// @param concurrency how many of them its runs keep busy at once
public record CoordinatorEnvironment(
    String name,
    String workPath,
    SortedMap<Integer, String> taskFunctions,
    int concurrency,
    Duration taskTimeout,
    String queueUrl,
    String deadLetterQueueUrl,
    ZoneId timeZone) {

  public static final String NAME = "STINT_NAME";
  public static final String WORK_PATH = "STINT_WORK_PATH";
  public static final String TASK_FUNCTIONS = "STINT_TASK_FUNCTIONS";
  public static final String CONCURRENCY = "STINT_CONCURRENCY";
  public static final String TASK_TIMEOUT_SECONDS = "STINT_TASK_TIMEOUT_SECONDS";
  public static final String QUEUE_URL = "STINT_QUEUE_URL";
  public static final String DEAD_LETTER_QUEUE_URL = "STINT_DEAD_LETTER_QUEUE_URL";
  public static final String TIME_ZONE = "STINT_TIME_ZONE";

  /// All of them, of which only the time zone may be absent.
  public static final Set<String> VARIABLES =
      Set.of(
          NAME,
          WORK_PATH,
          TASK_FUNCTIONS,
          CONCURRENCY,
          TASK_TIMEOUT_SECONDS,
          QUEUE_URL,
          DEAD_LETTER_QUEUE_URL,
          TIME_ZONE);

  public CoordinatorEnvironment {
    taskFunctions = TaskFunctions.copy(taskFunctions);
    if (concurrency < 1) {
      throw new IllegalArgumentException(CONCURRENCY + "=" + concurrency + ": at least 1");
    }
    if (taskTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException(
          TASK_TIMEOUT_SECONDS + "=" + taskTimeout.toSeconds() + ": at least 1");
    }
  }

  /// The memory of the smallest task function.
  public long smallestTaskBytes() {
    return TaskFunctions.smallestBytes(taskFunctions);
  }

  /// The variables from which [#fromEnvironment] makes an equal record.
  public Map<String, String> toEnvironment() {
    var variables = new LinkedHashMap<String, String>();
    variables.put(NAME, name);
    variables.put(WORK_PATH, workPath);
    variables.put(TASK_FUNCTIONS, TaskFunctions.format(taskFunctions));
    variables.put(CONCURRENCY, Integer.toString(concurrency));
    variables.put(TASK_TIMEOUT_SECONDS, Long.toString(taskTimeout.toSeconds()));
    variables.put(QUEUE_URL, queueUrl);
    variables.put(DEAD_LETTER_QUEUE_URL, deadLetterQueueUrl);
    variables.put(TIME_ZONE, timeZone.getId());
    return variables;
  }

  /// Reads the variables; others in `environment` are not looked at.
  ///
  /// @throws IllegalArgumentException naming all variables that are missing, or the one that is
  ///   malformed
  public static CoordinatorEnvironment fromEnvironment(Map<String, String> environment) {
    requireAll(environment);
    return new CoordinatorEnvironment(
        value(environment, NAME),
        value(environment, WORK_PATH),
        TaskFunctions.parse(TASK_FUNCTIONS, value(environment, TASK_FUNCTIONS)),
        number(environment, CONCURRENCY),
        Duration.ofSeconds(number(environment, TASK_TIMEOUT_SECONDS)),
        value(environment, QUEUE_URL),
        value(environment, DEAD_LETTER_QUEUE_URL),
        timeZone(environment));
  }

  private static void requireAll(Map<String, String> environment) {
    var missing = new TreeSet<>(VARIABLES);
    missing.remove(TIME_ZONE);
    missing.removeIf(variable -> !value(environment, variable).isBlank());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the coordinator function lacks the environment variables %s: deploy it with stint deploy"
              .formatted(missing));
    }
  }

  private static ZoneId timeZone(Map<String, String> environment) {
    String id = value(environment, TIME_ZONE);
    try {
      return ZoneId.of(id.isBlank() ? DeployDefaults.TIME_ZONE : id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          TIME_ZONE + "=" + id + ": no time zone; write one such as Europe/Berlin or UTC", e);
    }
  }

  private static int number(Map<String, String> environment, String variable) {
    String text = value(environment, variable);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(variable + "=" + text + ": write a whole number", e);
    }
  }

  private static String value(Map<String, String> environment, String variable) {
    return environment.getOrDefault(variable, "");
  }
}
