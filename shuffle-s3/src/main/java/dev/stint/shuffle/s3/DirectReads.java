package dev.stint.shuffle.s3;

import dev.stint.shuffle.store.ObjectPath;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// GETs of ranges that go past the SDK's pipeline, which takes more of a processor than all else
/// that such a request needs (ADR 55). Credentials, signing and HTTP are the SDK's.
///
/// What a request to a bucket must look like is not known here: it is copied from one that the SDK
/// sent there and S3 answered with 206. That is also the only answer that is understood; for any
/// other the request must be sent by the SDK. Many threads may use it.
final class DirectReads implements ExecutionInterceptor {

  /// Of another service or algorithm (S3 Express, access points of many regions) nothing is copied.
  private static final Pattern SIGNED_FOR =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=.*/([^/,]+)/s3/aws4_request,.*");

  private static final int PARTIAL_CONTENT = 206;

  /// So often the SDK may find what could not be read here (as where the clock is wrong, for which
  /// the SDK makes up), before only it is asked.
  static final int MAX_IN_VAIN = 3;

  /// `request` has all that is alike in all requests to a bucket, and `path` before the key.
  private record Known(SdkHttpRequest request, String path, String region) {}

  private final Map<String, Known> buckets = new ConcurrentHashMap<>();
  private final AtomicInteger inVain = new AtomicInteger();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;

  DirectReads(SdkHttpClient http, AwsCredentialsProvider credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission sent, ExecutionAttributes attributes) {
    if (sent.request() instanceof GetObjectRequest get
        && sent.httpResponse().statusCode() == PARTIAL_CONTENT) {
      learn(get, sent.httpRequest());
    }
  }

  private void learn(GetObjectRequest get, SdkHttpRequest sent) {
    var signedFor =
        SIGNED_FOR.matcher(sent.firstMatchingHeader("Authorization").orElse("unsigned"));
    String key = SdkHttpUtils.urlEncodeIgnoreSlashes(get.key());
    String path = sent.encodedPath();
    if (!signedFor.matches() || !path.endsWith(key) || !sent.encodedQueryParameters().isEmpty()) {
      return;
    }
    var request =
        SdkHttpRequest.builder()
            .method(sent.method())
            .protocol(sent.protocol())
            .host(sent.host())
            .port(sent.port());
    sent.firstMatchingHeader("User-Agent")
        .ifPresent(agent -> request.putHeader("User-Agent", agent));
    String beforeKey = path.substring(0, path.length() - key.length());
    buckets.put(get.bucket(), new Known(request.build(), beforeKey, signedFor.group(1)));
  }

  /// The range; asked for `bySdk` where nothing is known of the bucket or S3 answers something
  /// else.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException what `bySdk` throws, or another for
  ///   what may pass
  S3Body read(ObjectPath at, String range, @Nullable String match, Supplier<S3Body> bySdk) {
    var known = buckets.get(at.bucket());
    if (known == null || inVain.get() >= MAX_IN_VAIN) {
      return bySdk.get();
    }
    var body = ask(known, at.key(), range, match);
    if (body != null) {
      return body;
    }
    var found = bySdk.get();
    inVain.incrementAndGet();
    return found;
  }

  private @Nullable S3Body ask(Known bucket, String key, String range, @Nullable String match) {
    var request =
        bucket.request.toBuilder()
            .encodedPath(bucket.path + SdkHttpUtils.urlEncodeIgnoreSlashes(key))
            .putHeader("Range", range);
    if (match != null) {
      request.putHeader("If-Match", match);
    }
    try {
      return body(send(sign(request.build(), bucket.region)));
    } catch (IOException | IllegalStateException e) {
      // The second: of a client that is closed meanwhile.
      if (Thread.currentThread().isInterrupted()) {
        throw AbortedException.create("interrupted", e);
      }
      throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
    }
  }

  private SdkHttpRequest sign(SdkHttpRequest request, String region) {
    return signer
        .sign(
            SignRequest.builder(credentials.resolveCredentials())
                .request(request)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                // There is none.
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .build())
        .request();
  }

  private HttpExecuteResponse send(SdkHttpRequest request) throws IOException {
    return http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
  }

  private static @Nullable S3Body body(HttpExecuteResponse answer) throws IOException {
    int status = answer.httpResponse().statusCode();
    var stream = answer.responseBody().orElseGet(AbortableInputStream::createEmpty);
    if (status == PARTIAL_CONTENT) {
      var length = answer.httpResponse().firstMatchingHeader("Content-Length");
      return new S3Body(length.map(Long::valueOf).orElse(null), stream);
    }
    if (status / 100 == 2) {
      stream.abort();
      return null;
    }
    // Errors are short: read to its end, the connection serves again.
    stream.close();
    var failure = S3Exception.builder().statusCode(status).message("status " + status).build();
    if (S3Failures.mayPass(failure)) {
      throw failure;
    }
    return null;
  }
}
