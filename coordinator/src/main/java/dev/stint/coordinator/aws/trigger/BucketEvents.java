package dev.stint.coordinator.aws.trigger;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/// Whether buckets tell EventBridge what happens in them.
final class BucketEvents implements AutoCloseable {

  private final S3Client client;

  BucketEvents(AwsSettings aws) {
    var builder = S3Client.builder().forcePathStyle(aws.endpoint() != null);
    this.client = AwsClients.open(builder, aws);
  }

  /// Has the bucket tell EventBridge, unless it does. Its other notifications stay as they are.
  void turnOn(String bucket) {
    try {
      var found = client.getBucketNotificationConfiguration(b -> b.bucket(bucket));
      if (found.eventBridgeConfiguration() != null) {
        return;
      }
      var merged =
          NotificationConfiguration.builder()
              .lambdaFunctionConfigurations(found.lambdaFunctionConfigurations())
              .queueConfigurations(found.queueConfigurations())
              .topicConfigurations(found.topicConfigurations())
              .eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
              .build();
      client.putBucketNotificationConfiguration(
          b ->
              b.bucket(bucket)
                  // Where the others go is theirs to answer for.
                  .skipDestinationValidation(true)
                  .notificationConfiguration(merged));
    } catch (SdkException e) {
      throw AwsFailures.of(
          "have the bucket %s send its events to EventBridge (s3:GetBucketNotification, s3:PutBucketNotification)"
              .formatted(bucket),
          e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
