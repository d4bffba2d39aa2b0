package dev.stint.shuffle.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stint.config.store.S3Settings;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that creates objects, and loses some of its answers.
class S3CreateTest {

  private static final byte[] MINE = "term 3".getBytes(UTF_8);
  private static final byte[] THEIRS = "term 2".getBytes(UTF_8);

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger conflicts = new AtomicInteger();
  private HttpServer server;
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
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

  @Test
  void aLostAnswerIsNoLoss() {
    answersToLose.set(1);

    assertThat(store.createIfAbsent("s3://b/k", MINE)).isTrue();

    assertThat(objects.get("/b/k")).isEqualTo(MINE);
    assertThat(requests).as("PUT, PUT, GET").hasValue(3);
  }

  @Test
  void someoneElsesObjectIsALoss() {
    objects.put("/b/k", THEIRS);
    answersToLose.set(1);

    assertThat(store.createIfAbsent("s3://b/k", MINE)).isFalse();

    assertThat(objects.get("/b/k")).isEqualTo(THEIRS);
  }

  @Test
  void aConflictIsDecidedByTryingAgain() {
    conflicts.set(2);

    assertThat(store.createIfAbsent("s3://b/k", MINE)).isTrue();

    assertThat(requests).hasValue(3);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String key = exchange.getRequestURI().getPath();
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        byte[] stored = objects.get(key);
        exchange.sendResponseHeaders(200, stored.length);
        exchange.getResponseBody().write(stored);
        return;
      }
      assertThat(exchange.getRequestHeaders().getFirst("If-None-Match")).isEqualTo("*");
      if (conflicts.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(409, -1);
        return;
      }
      boolean isCreated = objects.putIfAbsent(key, body) == null;
      if (answersToLose.getAndDecrement() > 0) {
        return;
      }
      exchange.sendResponseHeaders(isCreated ? 200 : 412, -1);
    }
  }
}
