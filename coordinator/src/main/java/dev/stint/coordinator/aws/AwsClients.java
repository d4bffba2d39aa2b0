package dev.stint.coordinator.aws;

import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/// Makes the clients of services that are called now and then, with the SDK's own retries.
public final class AwsClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_CONNECTIONS = 16;

  private AwsClients() {}

  /// `builder` is a service's own, such as that of SQS.
  // The Apache 4 client is deprecated, but S3A cannot do without it, and one is enough.
  @SuppressWarnings("deprecation")
  public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C open(
      B builder, AwsSettings settings) {
    builder
        .region(Region.of(settings.region()))
        .credentialsProvider(settings.credentials())
        .httpClientBuilder(
            ApacheHttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT));
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw StintException.user("cannot reach AWS with " + settings + ": " + e.getMessage(), e);
    }
  }
}
