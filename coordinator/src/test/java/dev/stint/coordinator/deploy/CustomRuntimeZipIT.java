package dev.stint.coordinator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The zip for custom runtimes, of the deployed one: its bootstrap runs as a process of its own and
/// speaks to a Runtime API. Runs after the zips are made, in `mvn verify`.
@EnabledOnOs(OS.LINUX)
class CustomRuntimeZipIT {

  private static final Path MANAGED =
      Path.of("..", "function-executor", "target", "stint-function.zip");

  @TempDir private Path folder;

  @Test
  void isTheSameEachTime() throws IOException {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");

    CustomRuntimeZip.write(MANAGED, first);
    CustomRuntimeZip.write(MANAGED, second);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void bootstrapRunsTheHandler() throws Exception {
    Path zip = folder.resolve("custom.zip");
    CustomRuntimeZip.write(MANAGED, zip);
    Path root = folder.resolve("task");
    unzip(zip, root);

    try (var api = new OneInvocation("{\"version\":0}")) {
      var process = start(root, api.address());
      process.onExit().thenRun(() -> api.answer.complete("the process has ended"));
      try {
        assertThat(api.answer.join()).contains("USER", "version 0");
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Process start(Path root, String api) throws IOException {
    var builder = new ProcessBuilder(root.resolve("bootstrap").toString()).inheritIO();
    builder.directory(root.toFile());
    var environment = builder.environment();
    String path = environment.getOrDefault("PATH", "");
    environment.clear();
    environment.put("PATH", path);
    environment.put("STINT_JAVA_HOME", System.getProperty("java.home"));
    environment.put("AWS_LAMBDA_RUNTIME_API", api);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "stint-task");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("_HANDLER", "dev.stint.executor.lambda.TaskHandler::handleRequest");
    return builder.start();
  }

  private static void unzip(Path zip, Path target) throws IOException {
    try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        var paths = Files.walk(files.getPath("/"))) {
      for (Path path : paths.toList()) {
        Path copy = target.resolve(path.toString().substring(1));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
          var permissions = Files.getPosixFilePermissions(path);
          if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
            Files.setPosixFilePermissions(copy, permissions);
          }
        }
      }
    }
  }

  /// A Runtime API that has one invocation to give.
  private static final class OneInvocation implements AutoCloseable {

    private final HttpServer server;
    private final byte[] payload;
    private final AtomicBoolean isGiven = new AtomicBoolean();
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    OneInvocation(String payload) throws IOException {
      this.payload = payload.getBytes(StandardCharsets.UTF_8);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::handle);
      server.start();
    }

    String address() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
      if (exchange.getRequestURI().getPath().endsWith("/next")) {
        if (isGiven.compareAndSet(false, true)) {
          var headers = exchange.getResponseHeaders();
          headers.set("Lambda-Runtime-Aws-Request-Id", "one");
          headers.set("Lambda-Runtime-Deadline-Ms", "4102444800000");
          headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:::function:task");
          // The client's native part crashes without.
          headers.set("Content-Type", "application/json");
          headers.set("Lambda-Runtime-Trace-Id", "Root=1-1-1;Sampled=0");
          exchange.sendResponseHeaders(200, payload.length);
          exchange.getResponseBody().write(payload);
          exchange.close();
        }
        return;
      }
      answer.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
