package dev.stint.coordinator.aws.trigger;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.DeadLetters;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Dead letters in the deployment's dead-letter queue.
public final class SqsDeadLetters implements DeadLetters {

  private final SqsClient client;
  private final String queueUrl;

  public SqsDeadLetters(AwsSettings aws, String queueUrl) {
    this.client = AwsClients.open(SqsClient.builder(), aws);
    this.queueUrl = queueUrl;
  }

  @Override
  public void add(DeadLetter letter) {
    AwsFailures.in(
        "add a dead letter to " + queueUrl,
        () ->
            client.sendMessage(b -> b.queueUrl(queueUrl).messageBody(letter.toJson().toString())));
  }
}
