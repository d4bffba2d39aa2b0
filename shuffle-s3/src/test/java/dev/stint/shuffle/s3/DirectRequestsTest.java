package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.FailedRequests;
import dev.stint.shuffle.s3.ScriptedHttp.Answer;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpRequest;

class DirectRequestsTest {

  static List<S3Settings> settings() {
    return List.of(
        new S3Settings(null, "eu-central-1", false, "key", "secret", null),
        new S3Settings(null, "cn-north-1", false, "key", "secret", "token"),
        new S3Settings(null, "eu-central-1", true, "key", "secret", null),
        S3Settings.server(URI.create("http://127.0.0.1:9000"), "key", "secret"),
        new S3Settings(URI.create("https://s3.me.com"), "r1", false, "key", "secret", null));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aRequestIsAsTheSdkSendsIt(S3Settings settings) {
    var direct = new ScriptedHttp(_ -> Answer.found("12345"));
    // From this answer nothing is learnt.
    var bySdk = new ScriptedHttp(_ -> new Answer(200, "12345", Map.of()));
    try (var store = S3ObjectStore.open(settings, calls(), direct);
        var sdk = S3ObjectStore.open(settings, calls(), bySdk)) {
      for (var bucket : List.of("tables", "with.dots")) {
        read(store, "s3://" + bucket + "/first", null);
        for (var key : List.of("a", "/a//b", "p=1/ä +%2F&~*'()!@:,$.parquet")) {
          read(store, "s3://" + bucket + "/" + key, "e");
          read(sdk, "s3://" + bucket + "/" + key, "e");

          assertThat(ScriptedHttp.isBySdk(direct.requests.getLast())).isFalse();
          assertThat(described(direct.requests.getLast()))
              .isEqualTo(described(bySdk.requests.getLast()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aWriteIsAsTheSdkSendsIt(S3Settings settings) {
    var direct = new ScriptedHttp(_ -> new Answer(200, "", Map.of()));
    // From this answer nothing is learnt.
    var bySdk = new ScriptedHttp(_ -> new Answer(201, "", Map.of()));
    try (var store = S3ObjectStore.open(settings, calls(), direct);
        var sdk = S3ObjectStore.open(settings, calls(), bySdk)) {
      store.write("s3://bucket/first", new byte[7]);
      for (var key : List.of("a", "/a//b", "p=1/ä +%2F&~*'()!@:,$.parquet")) {
        for (int length : new int[] {0, 3, 100_000, DirectRequests.EXPECTING_BYTES}) {
          for (var each : List.of(store, sdk)) {
            each.write("s3://bucket/" + key, new byte[length]);
            assertThat(each.createIfAbsent("s3://bucket/" + key, new byte[length])).isTrue();
          }
        }
      }
    }
    assertThat(direct.requests.subList(1, direct.requests.size()))
        .noneMatch(ScriptedHttp::isBySdk)
        .extracting(DirectRequestsTest::described)
        .isEqualTo(
            bySdk.requests.stream()
                .map(DirectRequestsTest::withoutWaiting)
                .map(DirectRequestsTest::described)
                .toList());
  }

  /// The SDK has short bodies wait for S3's consent, too.
  private static SdkHttpRequest withoutWaiting(SdkHttpRequest request) {
    long length = Long.parseLong(request.firstMatchingHeader("Content-Length").orElseThrow());
    return length < DirectRequests.EXPECTING_BYTES
        ? request.toBuilder().removeHeader("Expect").build()
        : request;
  }

  @Test
  void anObjectThatIsThereIsNotCreated() {
    var http =
        new ScriptedHttp(
            request ->
                request.firstMatchingHeader("If-None-Match").isPresent()
                    ? Answer.failed(412, "PreconditionFailed")
                    : new Answer(200, "123", Map.of()));
    var store = open(http);
    store.write("s3://bucket/a", bytes("123"));

    assertThat(store.createIfAbsent("s3://bucket/a", bytes("456"))).isFalse();
    assertThat(store.createIfAbsent("s3://bucket/a", bytes("123"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 409, 500, 503})
  void aWriteThatMayPassIsTriedAgainBySdk(int status) {
    var http =
        new ScriptedHttp(
            request ->
                ScriptedHttp.isBySdk(request)
                    ? new Answer(200, "", Map.of())
                    : Answer.failed(status, "Busy"));
    var counts = new RequestCounts();
    var store = new CountingObjectStore(open(http), counts);
    store.write("s3://bucket/a", bytes("123"));

    assertThat(store.createIfAbsent("s3://bucket/a", bytes("123"))).isTrue();
    store.write("s3://bucket/a", bytes("123"));

    assertThat(counts.failed())
        .isEqualTo(new FailedRequests(0, status == 503 ? 2 : 0, status == 503 ? 0 : 2));
    assertThat(http.requests).hasSize(5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Without what tells its time, and how often the SDK has sent it.
  private static String described(SdkHttpRequest request) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    var authorization = headers.remove("Authorization").getFirst();
    headers.keySet().removeIf(name -> name.startsWith("amz-sdk-") || name.equals("X-Amz-Date"));
    headers.remove("Host");
    return request.method()
        + " "
        + request.getUri()
        + " "
        + headers
        + " "
        + authorization
            .replaceFirst("/20\\d{6}/", "/day/")
            .replace("amz-sdk-invocation-id;amz-sdk-request;", "")
            .replaceFirst("Signature=.*", "");
  }

  @Test
  void ofABucketThatIsNotKnownOnlyTheSdkAsks() {
    var http = new ScriptedHttp(_ -> Answer.found("12345"));
    var store = open(http);

    read(store, "s3://one/a", null);
    read(store, "s3://two/a", null);
    read(store, "s3://one/b", null);

    assertThat(http.requests).extracting(ScriptedHttp::isBySdk).containsExactly(true, true, false);
  }

  @Test
  void whatIsRefusedIsToldInTheSdksWords() {
    var http =
        new ScriptedHttp(
            request ->
                request.encodedPath().endsWith("gone")
                    ? Answer.failed(404, "NoSuchKey")
                    : Answer.found("12345"));
    var store = open(http);
    read(store, "s3://bucket/there", null);

    assertThatThrownBy(() -> read(store, "s3://bucket/gone", null))
        .hasMessage("cannot read s3://bucket/gone: there is no such object (404 NoSuchKey)")
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER));
  }

  @Test
  void aReplacedObjectIsToldOf() {
    var http =
        new ScriptedHttp(
            request ->
                request.firstMatchingHeader("If-Match").isPresent()
                    ? Answer.failed(412, "PreconditionFailed")
                    : Answer.found("12345"));
    var store = open(http);
    read(store, "s3://bucket/a", null);

    assertThatThrownBy(() -> read(store, "s3://bucket/a", "old")).hasMessageContaining("replaced");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 429, 500, 503})
  void whatMayPassIsCountedAndTriedAgainBySdk(int status) {
    var http =
        new ScriptedHttp(
            request ->
                ScriptedHttp.isBySdk(request)
                    ? Answer.found("12345")
                    : Answer.failed(status, "Busy"));
    var counts = new RequestCounts();
    var store = new CountingObjectStore(open(http), counts);
    read(store, "s3://bucket/a", null);

    for (int i = 0; i < 2 * DirectRequests.MAX_IN_VAIN; i++) {
      read(store, "s3://bucket/a", null);
    }

    int failed = 2 * DirectRequests.MAX_IN_VAIN;
    boolean isThrottled = status == 429 || status == 503;
    assertThat(counts.failed())
        .isEqualTo(new FailedRequests(isThrottled ? failed : 0, 0, isThrottled ? 0 : failed));
    assertThat(http.requests).hasSize(1 + 2 * failed);
  }

  /// As where this machine's clock is wrong, for which the SDK makes up.
  @Test
  void whatOnlyTheSdkCanReadIsSoonLeftToIt() {
    var http =
        new ScriptedHttp(
            request ->
                ScriptedHttp.isBySdk(request)
                    ? Answer.found("12345")
                    : Answer.failed(403, "RequestTimeTooSkewed"));
    var store = open(http);

    for (int i = 0; i < 10; i++) {
      read(store, "s3://bucket/a", null);
    }

    assertThat(http.requests).hasSize(10 + DirectRequests.MAX_IN_VAIN);
  }

  @Test
  void aBucketInAnotherRegionIsAskedThere() {
    var http =
        new ScriptedHttp(
            request ->
                request.host().contains("eu-west-1")
                    ? Answer.found("12345")
                    : new Answer(301, "", Map.of("x-amz-bucket-region", "eu-west-1")));
    var store = open(http);

    read(store, "s3://bucket/a", null);
    read(store, "s3://bucket/b", null);

    assertThat(http.requests).hasSize(3);
    assertThat(http.requests.getLast())
        .satisfies(
            request -> {
              assertThat(ScriptedHttp.isBySdk(request)).isFalse();
              assertThat(request.firstMatchingHeader("Authorization"))
                  .hasValueSatisfying(a -> assertThat(a).contains("/eu-west-1/s3/"));
            });
  }

  /// S3 Express signs for a service of its own, with the keys of a session.
  @Test
  void nothingIsCopiedFromOtherServices() {
    var http =
        new ScriptedHttp(
            request ->
                request.rawQueryParameters().containsKey("session")
                    ? new Answer(
                        200,
                        "<CreateSessionResult><Credentials><SessionToken>t</SessionToken>"
                            + "<SecretAccessKey>s</SecretAccessKey><AccessKeyId>a</AccessKeyId>"
                            + "<Expiration>2124-01-01T00:00:00Z</Expiration></Credentials>"
                            + "</CreateSessionResult>",
                        Map.of())
                    : Answer.found("12345"));
    var store = open(http);

    read(store, "s3://tables--use1-az4--x-s3/a", null);
    read(store, "s3://tables--use1-az4--x-s3/b", null);

    assertThat(http.requests).allMatch(ScriptedHttp::isBySdk);
  }

  private static ObjectStore open(ScriptedHttp http) {
    return S3ObjectStore.open(
        new S3Settings(null, "us-east-1", false, "key", "secret", null), calls(), http);
  }

  private static S3Calls calls() {
    return new S3Calls(new ScriptedClock(), new Random(1));
  }

  private static void read(ObjectStore store, String path, @Nullable String eTag) {
    try (var bytes = store.open(path, eTag, 7, 5)) {
      assertThat(bytes.readAllBytes()).asString().isEqualTo("12345");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
