package dev.stint.coordinator.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackServersTest {

  /// More than the server gathers before it writes.
  private static final byte[] BODY = new byte[10_000];

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = LoopbackServers.bind(0, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answersDoNotWaitForAcknowledgements() throws IOException {
    var times = new ArrayList<Duration>();
    try (var socket = new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
      for (int request = 0; request < 100; request++) {
        long start = System.nanoTime();
        socket.getOutputStream().write(REQUEST);
        readAnswer(socket.getInputStream());
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    // With Nagle's algorithm each takes 40 ms; on a busy machine some do without.
    assertThat(Collections.min(times)).isLessThan(Duration.ofMillis(20));
  }

  private static void readAnswer(InputStream input) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) input.read());
    }
    assertThat(head.toString()).startsWith("HTTP/1.1 200");
    assertThat(input.readNBytes(BODY.length)).isEqualTo(BODY);
  }

  @Test
  void saysThatThePortIsTaken() {
    int port = server.getAddress().getPort();

    assertThatThrownBy(() -> LoopbackServers.bind(port, 0)).isInstanceOf(BindException.class);
  }

  @Test
  void listensOnLoopbackAlone() {
    assertThat(server.getAddress().getAddress().isLoopbackAddress()).isTrue();
  }
}
