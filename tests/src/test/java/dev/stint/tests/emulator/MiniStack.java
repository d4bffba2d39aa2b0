package dev.stint.tests.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The emulator MiniStack as a process of its own, on loopback, with a port, a folder and data of
/// its own. Several live side by side. Functions that it runs are its children, have its
/// environment, and end with it.
public final class MiniStack implements AutoCloseable {

  /// What the emulator makes of policies.
  public enum Policies {
    /// Everything is allowed, by http.
    IGNORED,
    /// Roles may do what their policies say, and [#ACCESS_KEY] everything, by http: not what
    /// buckets and queues of a deployment let in.
    ENFORCED,
    /// The same by https.
    ENFORCED_BY_TLS
  }

  /// Its owner's; also the secret.
  public static final String ACCESS_KEY = "test";

  public static final String REGION = "us-east-1";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int STOP_SECONDS = 10;
  private static final int LOG_LINES = 40;

  private final Path folder;
  private final URI endpoint;
  private final @Nullable Certificate certificate;
  private final Process process;
  private final Thread ending;

  private MiniStack(Path folder, URI endpoint, @Nullable Certificate certificate, Process process) {
    this.folder = folder;
    this.endpoint = endpoint;
    this.certificate = certificate;
    this.process = process;
    this.ending = new Thread(this::end, "end-ministack");
    Runtime.getRuntime().addShutdownHook(ending);
  }

  /// Why there can be no emulator on this machine; empty when there can.
  public static Optional<String> missing() {
    return Python.missing();
  }

  /// Starts one and waits until it answers.
  ///
  /// @param folder for its files; an existing one, and the caller's to delete
  /// @param variables are added to its environment and so to that of functions
  public static MiniStack start(Path folder, Policies policies, Map<String, String> variables)
      throws IOException {
    var certificate =
        switch (policies) {
          case IGNORED, ENFORCED -> null;
          case ENFORCED_BY_TLS -> Certificate.create(folder);
        };
    int port = freePort();
    var endpoint =
        URI.create("%s://127.0.0.1:%d".formatted(certificate == null ? "http" : "https", port));
    var builder = new ProcessBuilder(Python.interpreter().toString(), "-m", "ministack");
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("ministack.log").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("STINT_"));
    environment.putAll(own(folder, port, endpoint, certificate));
    environment.put("AUTH", Boolean.toString(policies != Policies.IGNORED));
    environment.putAll(variables);
    var stack = new MiniStack(folder, endpoint, certificate, builder.start());
    try {
      stack.awaitHealth();
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  private static Map<String, String> own(
      Path folder, int port, URI endpoint, @Nullable Certificate certificate) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("BIND_HOST", "127.0.0.1");
    variables.put("MINISTACK_HOST", "127.0.0.1");
    variables.put("GATEWAY_PORT", Integer.toString(port));
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("TMPDIR", folder.toString());
    if (certificate != null) {
      variables.put("USE_SSL", "1");
      variables.put("MINISTACK_SSL_CERT", certificate.certificate().toString());
      variables.put("MINISTACK_SSL_KEY", certificate.privateKey().toString());
      // Read by the launcher of each function's JVM, whatever the function's own variables are.
      variables.put("JDK_JAVA_OPTIONS", certificate.javaOptions());
    }
    return variables;
  }

  /// Where it answers, in path style.
  public URI endpoint() {
    return endpoint;
  }

  /// What a process needs that is to take it for AWS, as its owner.
  public Map<String, String> environment() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_REGION", REGION);
    variables.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", ACCESS_KEY);
    return variables;
  }

  /// Options of a JVM that is to talk to it.
  public List<String> javaOptions() {
    return certificate == null ? List.of() : List.of(certificate.javaOptions().split(" "));
  }

  /// A client that trusts it.
  public HttpClient http() throws IOException {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    return certificate == null
        ? builder.build()
        : builder.sslContext(certificate.context()).build();
  }

  /// The last lines that it and its functions wrote.
  public String log() {
    try {
      var lines = new ArrayList<>(Files.readAllLines(folder.resolve("ministack.log")));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private void awaitHealth() throws IOException {
    var health = HttpRequest.newBuilder(endpoint.resolve("/_ministack/health")).build();
    long end = System.nanoTime() + START.toNanos();
    try (var http = http()) {
      while (!isHealthy(http, health)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("MiniStack does not answer at " + endpoint + ":\n" + log());
        }
        // Returns at once when the process ends.
        process.waitFor(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while MiniStack starts", e);
    }
  }

  private static boolean isHealthy(HttpClient http, HttpRequest health)
      throws InterruptedException {
    try {
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /// Free now: nobody else on this machine should take it in the next second.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Ends it with its functions; does nothing the second time.
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(ending);
    end();
  }

  private void end() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
