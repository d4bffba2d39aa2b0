package dev.stint.coordinator.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Credentials that are given and not looked for. `sessionToken` is there for those of a role,
/// which are no good without it. Secrets are never printed.
public record AwsKeys(String accessKey, String secretKey, @Nullable String sessionToken) {

  /// Those of a user or a server.
  public static AwsKeys of(String accessKey, String secretKey) {
    return new AwsKeys(accessKey, secretKey, null);
  }

  /// `keys`, or when there are none what the AWS SDK finds.
  static AwsCredentialsProvider provider(@Nullable AwsKeys keys) {
    if (keys == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        keys.sessionToken == null
            ? AwsBasicCredentials.create(keys.accessKey, keys.secretKey)
            : AwsSessionCredentials.create(keys.accessKey, keys.secretKey, keys.sessionToken));
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "AwsKeys[]";
  }
}
