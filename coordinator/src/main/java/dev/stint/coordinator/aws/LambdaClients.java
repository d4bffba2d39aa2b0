package dev.stint.coordinator.aws;

import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// Makes Lambda clients that never repeat an invocation, and that wait longer than any function
/// runs, since an abandoned invocation goes on running. Each attempt in flight holds a connection,
/// so there are as many as may be in flight: nothing waits for one.
final class LambdaClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(15);

  /// For starting a process before the function's own time begins.
  private static final Duration START_ALLOWANCE = Duration.ofSeconds(90);

  private LambdaClients() {}

  // The Apache 4 client is deprecated, but S3A cannot do without it, and one is enough.
  @SuppressWarnings("deprecation")
  static LambdaClient open(LambdaSettings settings) {
    Duration answerTimeout = settings.timeout().plus(START_ALLOWANCE);
    var builder =
        LambdaClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(AwsKeys.provider(settings.keys()))
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(answerTimeout))
            .httpClientBuilder(
                ApacheHttpClient.builder()
                    .maxConnections(settings.limits().concurrency())
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .connectionAcquisitionTimeout(ACQUISITION_TIMEOUT)
                    .socketTimeout(answerTimeout)
                    // Sooner than servers do, since a request on a dead connection is not repeated.
                    .connectionMaxIdleTime(MAX_IDLE_TIME)
                    // Without it, network devices forget a connection that is silent for minutes.
                    .tcpKeepAlive(true)
                    .socketFactory(KeptAliveSockets.create())
                    // A round trip before the request is sent, to ask whether it may be.
                    .expectContinueEnabled(false));
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw StintException.user("cannot set up Lambda with " + settings + ": " + e.getMessage(), e);
    }
  }
}
