package dev.stint.coordinator.deploy;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.coordinator.aws.AwsFailures;
import dev.stint.coordinator.aws.AwsSettings;
import software.amazon.awssdk.services.sts.StsClient;

/// The account that credentials lead to.
final class Account {

  private Account() {}

  /// Twelve digits.
  static String id(AwsSettings aws) {
    try (var sts = AwsClients.open(StsClient.builder(), aws)) {
      return AwsFailures.in(
          "find out whose the AWS credentials are", () -> sts.getCallerIdentity().account());
    }
  }
}
