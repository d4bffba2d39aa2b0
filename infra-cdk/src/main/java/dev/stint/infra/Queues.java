package dev.stint.infra;

import dev.stint.config.deploy.DeployDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.amazon.awscdk.services.sqs.CfnQueuePolicy;

/// The queue of events that the coordinator decides on, and that of what failed for good.
record Queues(CfnQueue events, CfnQueue deadLetters) {

  private static final String RULE_ARN =
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/stint-${Name}-*";

  Queues(Stack stack, CfnParameter eventVisibility) {
    this(
        stack,
        eventVisibility,
        queue(stack, "DeadLetters", "${Name}-dead-letters", DeployDefaults.DEAD_LETTER_RETENTION)
            .build());
  }

  private Queues(Stack stack, CfnParameter eventVisibility, CfnQueue deadLetters) {
    this(
        queue(stack, "Events", "${Name}-events", DeployDefaults.EVENT_RETENTION)
            .visibilityTimeout(eventVisibility.getValueAsNumber())
            .redrivePolicy(
                Map.of(
                    "deadLetterTargetArn",
                    deadLetters.getAttrArn(),
                    "maxReceiveCount",
                    DeployDefaults.EVENT_TRIES))
            .build(),
        deadLetters);
    policy(stack, events);
    policy(stack, deadLetters);
  }

  private static CfnQueue.Builder queue(Stack stack, String id, String name, Duration retention) {
    return CfnQueue.Builder.create(stack, id)
        .queueName(Fn.sub(name))
        .sqsManagedSseEnabled(true)
        .messageRetentionPeriod(retention.toSeconds());
  }

  /// Nobody but the rules of this deployment's jobs is let in by the queue itself.
  private static void policy(Stack stack, CfnQueue queue) {
    String id = queue.getNode().getId();
    String arn = "${" + id + ".Arn}";
    CfnQueuePolicy.Builder.create(stack, id + "Policy")
        .queues(List.of(queue.getRef()))
        .policyDocument(
            Policies.document(
                List.of(
                    Policies.allowService(
                        "RulesOfJobs",
                        "events.amazonaws.com",
                        List.of("sqs:SendMessage"),
                        arn,
                        Map.of("ArnLike", Map.of("aws:SourceArn", RULE_ARN))),
                    Policies.tlsOnly("sqs:*", List.of(arn)))))
        .build();
  }
}
