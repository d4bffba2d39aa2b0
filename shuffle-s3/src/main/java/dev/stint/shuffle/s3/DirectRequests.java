package dev.stint.shuffle.s3;

import dev.stint.shuffle.store.ObjectPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// GETs of ranges and PUTs of objects that go past the SDK's pipeline, which takes more of a
/// processor than all else that such a request needs (ADR 55). Credentials, signing and HTTP are
/// the SDK's.
///
/// What a request to a bucket must look like is not known here: it is copied from one that the SDK
/// sent there and S3 answered well. That is also the only answer that is understood; for any other
/// the request must be sent by the SDK. Many threads may use it.
final class DirectRequests implements ExecutionInterceptor {

  /// Of another service or algorithm (S3 Express, access points of many regions) nothing is copied.
  private static final Pattern SIGNED_FOR =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=.*/([^/,]+)/s3/aws4_request,.*");

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  /// So often the SDK may find what could not be read here (as where the clock is wrong, for which
  /// the SDK makes up), before only it is asked.
  static final int MAX_IN_VAIN = 3;

  /// A body of so many bytes waits, a round trip long, until S3 says that it will take it: a
  /// refused one would have been sent in vain. The SDK has each wait, since it may ask in the wrong
  /// region.
  static final int EXPECTING_BYTES = 1 << 20;

  /// `request` has all that is alike in all requests to a bucket, and `path` before the key.
  private record Known(SdkHttpRequest request, String path, String region) {}

  private final Map<String, Known> buckets = new ConcurrentHashMap<>();
  private final AtomicInteger inVain = new AtomicInteger();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;

  DirectRequests(SdkHttpClient http, AwsCredentialsProvider credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission sent, ExecutionAttributes attributes) {
    int status = sent.httpResponse().statusCode();
    if (sent.request() instanceof GetObjectRequest get && status == PARTIAL_CONTENT) {
      learn(get.bucket(), get.key(), sent.httpRequest());
    }
    if (sent.request() instanceof PutObjectRequest put && status == OK) {
      learn(put.bucket(), put.key(), sent.httpRequest());
    }
  }

  private void learn(String bucket, String plainKey, SdkHttpRequest sent) {
    var signedFor =
        SIGNED_FOR.matcher(sent.firstMatchingHeader("Authorization").orElse("unsigned"));
    String key = SdkHttpUtils.urlEncodeIgnoreSlashes(plainKey);
    String path = sent.encodedPath();
    if (!signedFor.matches() || !path.endsWith(key) || !sent.encodedQueryParameters().isEmpty()) {
      return;
    }
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol(sent.protocol())
            .host(sent.host())
            .port(sent.port());
    sent.firstMatchingHeader("User-Agent")
        .ifPresent(agent -> request.putHeader("User-Agent", agent));
    String beforeKey = path.substring(0, path.length() - key.length());
    buckets.put(bucket, new Known(request.build(), beforeKey, signedFor.group(1)));
  }

  /// The range; asked for `bySdk` where nothing is known of the bucket or S3 answers something
  /// else.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException what `bySdk` throws, or another for
  ///   what may pass
  S3Body read(ObjectPath at, String range, @Nullable String match, Supplier<S3Body> bySdk) {
    return run(
        at,
        bySdk,
        request -> {
          request.putHeader("Range", range);
          if (match != null) {
            request.putHeader("If-Match", match);
          }
        },
        null,
        DirectRequests::body);
  }

  /// Writes an object, on the condition `ifNoneMatch`, if there is one, and gives true; as [#read]
  /// else.
  Boolean write(
      ObjectPath at,
      byte[] bytes,
      String md5,
      @Nullable String ifNoneMatch,
      Supplier<Boolean> bySdk) {
    return run(
        at,
        bySdk,
        request -> {
          request
              .method(SdkHttpMethod.PUT)
              .putHeader("Content-Length", Integer.toString(bytes.length))
              .putHeader("Content-MD5", md5)
              .putHeader("Content-Type", S3Bytes.CONTENT_TYPE);
          if (bytes.length >= EXPECTING_BYTES) {
            request.putHeader("Expect", "100-continue");
          }
          if (ifNoneMatch != null) {
            request.putHeader("If-None-Match", ifNoneMatch);
          }
        },
        () -> new ByteArrayInputStream(bytes),
        DirectRequests::written);
  }

  private <T> T run(
      ObjectPath at,
      Supplier<T> bySdk,
      Consumer<SdkHttpRequest.Builder> headers,
      @Nullable ContentStreamProvider payload,
      Understanding<T> understanding) {
    var known = buckets.get(at.bucket());
    if (known == null || inVain.get() >= MAX_IN_VAIN) {
      return bySdk.get();
    }
    var request =
        known.request.toBuilder()
            .encodedPath(known.path + SdkHttpUtils.urlEncodeIgnoreSlashes(at.key()));
    headers.accept(request);
    var understood = ask(known, request.build(), payload, understanding);
    if (understood != null) {
      return understood;
    }
    var found = bySdk.get();
    inVain.incrementAndGet();
    return found;
  }

  private <T> @Nullable T ask(
      Known bucket,
      SdkHttpRequest request,
      @Nullable ContentStreamProvider payload,
      Understanding<T> understanding) {
    try {
      return understanding.of(send(sign(request, payload, bucket.region), payload));
    } catch (IOException | IllegalStateException e) {
      // The second: of a client that is closed meanwhile.
      if (Thread.currentThread().isInterrupted()) {
        throw AbortedException.create("interrupted", e);
      }
      throw SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e);
    }
  }

  private SdkHttpRequest sign(
      SdkHttpRequest request, @Nullable ContentStreamProvider payload, String region) {
    return signer
        .sign(
            SignRequest.builder(credentials.resolveCredentials())
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                // Where TLS does not protect it.
                .putProperty(
                    AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED,
                    payload != null && request.protocol().equals("http"))
                .build())
        .request();
  }

  private HttpExecuteResponse send(SdkHttpRequest request, @Nullable ContentStreamProvider payload)
      throws IOException {
    return http.prepareRequest(
            HttpExecuteRequest.builder().request(request).contentStreamProvider(payload).build())
        .call();
  }

  private static @Nullable S3Body body(HttpExecuteResponse answer) throws IOException {
    if (answer.httpResponse().statusCode() != PARTIAL_CONTENT) {
      refused(answer);
      return null;
    }
    var length = answer.httpResponse().firstMatchingHeader("Content-Length");
    return new S3Body(length.map(Long::valueOf).orElse(null), stream(answer));
  }

  private static @Nullable Boolean written(HttpExecuteResponse answer) throws IOException {
    if (answer.httpResponse().statusCode() != OK) {
      refused(answer);
      return null;
    }
    stream(answer).close();
    return true;
  }

  /// @throws S3Exception for what may pass
  private static void refused(HttpExecuteResponse answer) throws IOException {
    int status = answer.httpResponse().statusCode();
    if (status / 100 == 2) {
      stream(answer).abort();
      return;
    }
    // Errors are short: read to its end, the connection serves again.
    stream(answer).close();
    var failure = S3Exception.builder().statusCode(status).message("status " + status).build();
    if (S3Failures.mayPass(failure)) {
      throw failure;
    }
  }

  private static AbortableInputStream stream(HttpExecuteResponse answer) {
    return answer.responseBody().orElseGet(AbortableInputStream::createEmpty);
  }

  /// What an answer says; `null` where it is not understood.
  private interface Understanding<T> {
    @Nullable T of(HttpExecuteResponse answer) throws IOException;
  }
}
