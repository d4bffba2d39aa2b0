package dev.stint.config.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/// What was deployed, as the outputs of its stacks say.
///
/// @param version of Stint
/// @param workPath `s3://bucket`
/// @param taskFunctions version ARNs by memory in MB
/// @param coordinatorFunction the ARN of its alias `live`
/// @param concurrency how many task functions the runs of one coordinator keep busy at once
public record Deployment(
    String name,
    String version,
    String workPath,
    SortedMap<Integer, String> taskFunctions,
    String coordinatorFunction,
    int concurrency,
    String queueUrl,
    String queueArn,
    String deadLetterQueueUrl,
    String deadLetterQueueArn,
    String scheduleGroup,
    String schedulerRoleArn) {

  public Deployment {
    taskFunctions = TaskFunctions.copy(taskFunctions);
  }

  /// Reads the outputs of all stacks but operations.
  ///
  /// @throws IllegalArgumentException naming all outputs that are missing, all that are not
  ///   Stint's, or the one that is malformed
  public static Deployment of(Map<String, String> outputs) {
    var rest = new HashMap<>(outputs);
    var missing = new TreeSet<String>();
    var taken = new Taken(rest, missing);
    String name = taken.take(StackOutputs.NAME);
    String version = taken.take(StackOutputs.STINT_VERSION);
    String workBucket = taken.take(StackOutputs.WORK_BUCKET);
    String taskFunctions = taken.take(StackOutputs.TASK_FUNCTIONS);
    String coordinatorFunction = taken.take(StackOutputs.COORDINATOR_FUNCTION);
    String concurrency = taken.take(StackOutputs.CONCURRENCY);
    String queueUrl = taken.take(StackOutputs.QUEUE_URL);
    String queueArn = taken.take(StackOutputs.QUEUE_ARN);
    String deadLetterQueueUrl = taken.take(StackOutputs.DEAD_LETTER_QUEUE_URL);
    String deadLetterQueueArn = taken.take(StackOutputs.DEAD_LETTER_QUEUE_ARN);
    String scheduleGroup = taken.take(StackOutputs.SCHEDULE_GROUP);
    String schedulerRole = taken.take(StackOutputs.SCHEDULER_ROLE);
    taken.requireAllAndNoMore();
    return new Deployment(
        name,
        version,
        "s3://" + workBucket,
        TaskFunctions.parse(StackOutputs.TASK_FUNCTIONS, taskFunctions),
        coordinatorFunction,
        concurrency(concurrency),
        queueUrl,
        queueArn,
        deadLetterQueueUrl,
        deadLetterQueueArn,
        scheduleGroup,
        schedulerRole);
  }

  /// The memory of the smallest task function.
  public long smallestTaskBytes() {
    return TaskFunctions.smallestBytes(taskFunctions);
  }

  public StackNames names() {
    return new StackNames(name);
  }

  private static int concurrency(String text) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException(
          "%s=%s: not a number of functions".formatted(StackOutputs.CONCURRENCY, text));
    }
    return Integer.parseInt(text);
  }

  /// Outputs that are handed out one by one.
  private record Taken(Map<String, String> rest, TreeSet<String> missing) {

    String take(String output) {
      String value = rest.remove(output);
      if (value == null || value.isBlank()) {
        missing.add(output);
        return "";
      }
      return value;
    }

    void requireAllAndNoMore() {
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "the stacks lack the outputs %s: deploy them whole, with stint deploy"
                .formatted(missing));
      }
      if (!rest.isEmpty()) {
        throw new IllegalArgumentException(
            "the stacks have outputs that this version of Stint does not know, %s: use the version"
                    .formatted(new TreeSet<>(rest.keySet()))
                + " that deployed them, or deploy again");
      }
    }
  }
}
