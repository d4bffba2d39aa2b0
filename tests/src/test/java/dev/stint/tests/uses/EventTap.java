package dev.stint.tests.uses;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A queue of the test's own that gets all events of a bucket, so that they can be repeated.
final class EventTap implements AutoCloseable {

  private static final String NAME = "tap";

  private final SqsClient sqs;
  private final String queueUrl;
  private final List<String> events = new ArrayList<>();

  EventTap(AwsSettings aws, String bucket) {
    this.sqs = AwsClients.open(SqsClient.builder(), aws);
    this.queueUrl = sqs.createQueue(b -> b.queueName(NAME)).queueUrl();
    var arn =
        sqs.getQueueAttributes(
                b -> b.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    var pattern =
        "{\"source\": [\"aws.s3\"], \"detail\": {\"bucket\": {\"name\": [\"%s\"]}}}"
            .formatted(bucket);
    try (var rules = AwsClients.open(EventBridgeClient.builder(), aws)) {
      rules.putRule(b -> b.name(NAME).eventPattern(pattern));
      rules.putTargets(b -> b.rule(NAME).targets(Target.builder().id(NAME).arn(arn).build()));
    }
  }

  /// The first event about an object; empty until it has come.
  Optional<String> eventOf(String key) {
    List<Message> found;
    do {
      found = sqs.receiveMessage(b -> b.queueUrl(queueUrl).maxNumberOfMessages(10)).messages();
      for (var message : found) {
        events.add(message.body());
        sqs.deleteMessage(b -> b.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    } while (!found.isEmpty());
    return events.stream().filter(event -> event.contains(key)).findFirst();
  }

  @Override
  public void close() {
    sqs.close();
  }
}
