package dev.stint.infra;

import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/// What somebody should look at. Without data all is well: nothing runs.
final class Alarms {

  private static final int PERIOD_SECONDS = 300;

  /// Half an hour behind: more than the tries of one event take when the coordinator is well.
  private static final int OLD_SECONDS = 1_800;

  private final Stack stack;
  private final CfnCondition isWanted;
  private final CfnParameter topic;
  private final CfnCondition hasTopic;

  Alarms(Stack stack, CfnCondition isWanted, CfnParameter topic, CfnCondition hasTopic) {
    this.stack = stack;
    this.isWanted = isWanted;
    this.topic = topic;
    this.hasTopic = hasTopic;
    alarm(
        "DeadLettersAlarm",
        "Jobs or events of Stint failed for good: read the queue of dead letters",
        Metric.ofQueue("ApproximateNumberOfMessagesVisible", "${Name}-dead-letters", "Maximum"),
        0);
    alarm(
        "EventsAgeAlarm",
        "Events wait for Stint's coordinator",
        Metric.ofQueue("ApproximateAgeOfOldestMessage", "${Name}-events", "Maximum"),
        OLD_SECONDS);
    alarm(
        "CoordinatorErrorsAlarm",
        "Stint's coordinator function fails: read its logs",
        Metric.ofFunction("Errors", "${Name}-coordinator"),
        0);
    alarm(
        "CoordinatorThrottlesAlarm",
        "Stint's coordinator function is throttled: the account's concurrency is used up",
        Metric.ofFunction("Throttles", "${Name}-coordinator"),
        0);
  }

  /// Sums or maxima of one metric. `of` may hold `${…}`.
  record Metric(String namespace, String name, String dimension, String of, String statistic) {

    static Metric ofFunction(String name, String function) {
      return new Metric("AWS/Lambda", name, "FunctionName", function, "Sum");
    }

    static Metric ofQueue(String name, String queue, String statistic) {
      return new Metric("AWS/SQS", name, "QueueName", queue, statistic);
    }
  }

  private void alarm(String id, String description, Metric metric, int threshold) {
    var alarm =
        CfnAlarm.Builder.create(stack, id)
            .alarmDescription(description)
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(
                List.of(
                    CfnAlarm.DimensionProperty.builder()
                        .name(metric.dimension())
                        .value(Fn.sub(metric.of()))
                        .build()))
            .statistic(metric.statistic())
            .period(PERIOD_SECONDS)
            .evaluationPeriods(1)
            .comparisonOperator("GreaterThanThreshold")
            .threshold(threshold)
            .treatMissingData("notBreaching")
            .alarmActions(
                Token.asList(
                    Fn.conditionIf(
                        hasTopic.getLogicalId(), List.of(topic.getValueAsString()), Aws.NO_VALUE)))
            .build();
    alarm.getCfnOptions().setCondition(isWanted);
    Validations.of(alarm)
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::F3033")
                .reason("its topic is empty by default, but then the whole list is left out")
                .build());
  }
}
