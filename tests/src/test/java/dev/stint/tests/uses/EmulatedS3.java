package dev.stint.tests.uses;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsSettings;
import software.amazon.awssdk.services.s3.S3Client;

/// What a user does in S3 before there is Stint.
final class EmulatedS3 {

  private EmulatedS3() {}

  static void createBucket(AwsSettings aws, String bucket) {
    try (var s3 = AwsClients.open(S3Client.builder().forcePathStyle(true), aws)) {
      s3.createBucket(b -> b.bucket(bucket));
    }
  }
}
