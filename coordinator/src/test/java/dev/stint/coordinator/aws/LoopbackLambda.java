package dev.stint.coordinator.aws;

import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.wire.TaskWire;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// Lambda's Invoke API without functions: a script, given how many invocations came before, answers
/// with an HTTP status, or drops the connection with 0. Each connection has a virtual thread, so
/// that a thousand invocations can be held at once.
final class LoopbackLambda implements AutoCloseable {

  static final long FUNCTION_BYTES = 128L << 20;

  private static final int BACKLOG = 1024;
  private static final String ANSWER =
      new String(
          TaskWire.write(
              new TaskResponse.Failed(
                  new TaskFailure(FailureKind.USER, "scripted", null), TaskMetrics.NONE)),
          StandardCharsets.UTF_8);

  final AtomicInteger invocations = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;
  private final IntUnaryOperator script;

  private LoopbackLambda(ServerSocket server, IntUnaryOperator script) {
    this.server = server;
    this.script = script;
  }

  static LoopbackLambda start(IntUnaryOperator script) throws IOException {
    var server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    var lambda = new LoopbackLambda(server, script);
    Thread.ofPlatform().daemon().name("loopback-lambda").start(lambda::acceptAll);
    return lambda;
  }

  LambdaSettings settings(PaceLimits limits) {
    return new LambdaSettings(
        URI.create("http://127.0.0.1:" + server.getLocalPort()),
        "us-east-1",
        AwsKeys.of("key", "secret"),
        new TreeMap<>(Map.of(128, "function")),
        limits,
        Duration.ofMinutes(1));
  }

  private void acceptAll() {
    try {
      while (true) {
        var connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var input = new BufferedInputStream(connection.getInputStream());
      int status = 200;
      while (status != 0) {
        readRequest(input);
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        status = script.applyAsInt(invocations.getAndIncrement());
        atOnce.decrementAndGet();
        answer(connection.getOutputStream(), status);
      }
    } catch (IOException _) {
      // The client closed its connection.
    } finally {
      connections.remove(connection);
    }
  }

  private static void readRequest(InputStream input) throws IOException {
    long bodyBytes = 0;
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        bodyBytes = Long.parseLong(header.substring("content-length:".length()).strip());
      }
    }
    input.skipNBytes(bodyBytes);
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static void answer(OutputStream output, int status) throws IOException {
    if (status == 0) {
      return;
    }
    String body = status == 200 ? ANSWER : "{\"message\":\"Rate Exceeded.\"}";
    String type = status == 429 ? "x-amzn-ErrorType: TooManyRequestsException\r\n" : "";
    String head =
        "HTTP/1.1 %d Scripted\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(status, type, body.length());
    output.write((head + body).getBytes(StandardCharsets.US_ASCII));
    output.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var connection : connections) {
      connection.close();
    }
  }
}
