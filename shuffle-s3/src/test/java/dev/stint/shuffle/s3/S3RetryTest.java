package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stint.config.store.S3Settings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.FailedRequests;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a server that always gives one answer, whole or cut off.
class S3RetryTest {

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private ObjectStore store;
  private int status = 503;
  private int promisedBytes;
  private volatile int sentBytes;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          sentBytes = exchange.getRequestBody().readAllBytes().length;
          exchange.sendResponseHeaders(status, promisedBytes == 0 ? -1 : promisedBytes);
          if (promisedBytes > 0) {
            exchange.getResponseBody().write(new byte[promisedBytes / 2]);
          }
          exchange.close();
        });
    server.start();
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    store =
        S3ObjectStore.open(
            S3Settings.server(endpoint, "me", "secret"),
            new S3Calls(new ScriptedClock(), new Random(1)));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  /// In chunks with signatures, what stands behind an empty body is left unread by some servers,
  /// which then close the connection under the next request.
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void bodiesTravelWithoutChunks(int length) {
    status = 200;

    store.write("s3://b/k", new byte[length]);

    assertThat(sentBytes).isEqualTo(length);
  }

  @Test
  void triesAFewTimes() {
    isTransient(() -> store.write("s3://b/k", new byte[10]));

    assertThat(requests).hasValue(S3Calls.MAX_TRIES);
  }

  @Test
  void refusalsAreCountedForWhoAsks() {
    var counts = new RequestCounts();
    var counted = new CountingObjectStore(store, counts);

    isTransient(() -> counted.write("s3://b/k", new byte[10]));
    isTransient(() -> counted.read("s3://b/k", 0, 10));
    isTransient(() -> counted.read("s3://b/k", 0, 10));
    isTransient(() -> store.write("s3://b/k", new byte[10]));

    assertThat(counts.failed())
        .isEqualTo(new FailedRequests(2 * S3Calls.MAX_TRIES, S3Calls.MAX_TRIES, 0));
  }

  @Test
  void otherFailuresAreCountedWhereTheyMayPass() {
    var counts = new RequestCounts();
    var counted = new CountingObjectStore(store, counts);

    status = 403;
    assertThatThrownBy(() -> counted.write("s3://b/k", new byte[10]));
    assertThat(counts.failed()).isNull();

    status = 500;
    isTransient(() -> counted.write("s3://b/k", new byte[10]));
    assertThat(counts.failed()).isEqualTo(new FailedRequests(0, 0, S3Calls.MAX_TRIES));
  }

  @Test
  void neverTriesAgainWhatIsDenied() {
    status = 403;

    assertThatThrownBy(() -> store.write("s3://b/k", new byte[10]))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER));
    assertThat(requests).hasValue(1);
  }

  @Test
  void aBodyThatEndsEarlyMayComeWholeNextTime() {
    status = 206;
    promisedBytes = 1000;

    isTransient(() -> store.read("s3://b/k", 0, 1000));
  }

  /// The server gives neither length nor ETag, as where the head of an answer is cut off.
  @Test
  void anAnswerWithoutItsFieldsIsAskedForAgain() {
    status = 200;

    isTransient(() -> store.head("s3://b/k"));
    isTransient(() -> store.uploadPart("s3://b/k", "id", 1, new byte[10], 10));
    assertThat(requests).hasValue(2 * S3Calls.MAX_TRIES);
  }

  private static void isTransient(ThrowingCallable action) {
    assertThatThrownBy(action)
        .hasMessageContaining("s3://b/k")
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
  }
}
