package dev.stint.coordinator.aws.trigger;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.trigger.DelayedMessages;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Messages through the queue that the coordinator function reads.
public final class SqsDelayedMessages implements DelayedMessages {

  private final SqsClient client;
  private final String queueUrl;

  public SqsDelayedMessages(AwsSettings aws, String queueUrl) {
    this.client = AwsClients.open(SqsClient.builder(), aws);
    this.queueUrl = queueUrl;
  }

  @Override
  public void send(String json, Duration delay) {
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("delay " + delay);
    }
    AwsFailures.in(
        "send a message to " + queueUrl,
        () ->
            client.sendMessage(
                b ->
                    b.queueUrl(queueUrl)
                        .messageBody(json)
                        .delaySeconds(Math.toIntExact(delay.toSeconds()))));
  }
}
