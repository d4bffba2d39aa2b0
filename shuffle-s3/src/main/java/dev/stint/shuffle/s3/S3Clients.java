package dev.stint.shuffle.s3;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes SDK clients from settings.
final class S3Clients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(60);

  /// Shorter than the SDK's 60 s: a burst of streams may leave many idle connections, and each one
  /// that the server has closed meanwhile costs a request one of its tries.
  private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(10);

  /// Besides short requests, readers of exchanges hold streams that wait for their task. Made only
  /// when needed; half of the descriptors that a function has.
  private static final int MAX_CONNECTIONS = 512;

  private S3Clients() {}

  /// `http` stays open when the client is closed.
  static S3Client open(
      S3Settings settings,
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      List<ExecutionInterceptor> interceptors) {
    var builder =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.isPathStyle())
            // Tables may lie anywhere: S3 says where when it is asked in the wrong region.
            .crossRegionAccessEnabled(true)
            .credentialsProvider(credentials)
            // An empty body in chunks is not read to its end by S3Proxy, which then closes the
            // connection: a third of such requests lost a try to that.
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            // Bodies carry an MD5 instead, which every server verifies, in multipart uploads too.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // S3Calls tries again.
            .overrideConfiguration(
                o ->
                    o.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .executionInterceptors(interceptors));
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw StintException.user("cannot set up S3 with " + settings + ": " + e.getMessage(), e);
    }
  }

  // The successor would be a second HTTP client on the class path: S3A needs this one.
  @SuppressWarnings("deprecation")
  static SdkHttpClient http() {
    return ApacheHttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .connectionMaxIdleTime(MAX_IDLE_TIME)
        .connectionTimeout(CONNECT_TIMEOUT)
        .socketTimeout(SOCKET_TIMEOUT)
        .connectionAcquisitionTimeout(ACQUISITION_TIMEOUT)
        // Where a body is to wait, its request says so.
        .expectContinueEnabled(false)
        .build();
  }

  static AwsCredentialsProvider credentials(S3Settings settings) {
    String accessKey = settings.accessKey();
    String secretKey = settings.secretKey();
    String sessionToken = settings.sessionToken();
    if (accessKey == null || secretKey == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        sessionToken == null
            ? AwsBasicCredentials.create(accessKey, secretKey)
            : AwsSessionCredentials.create(accessKey, secretKey, sessionToken));
  }
}
