package dev.stint.coordinator.ui;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stint.coordinator.loopback.LoopbackServers;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Serves pages of runs on this machine alone: at the loopback address, to those who know the token
/// in the path, and under a policy by which pages run our scripts and ask nobody else. It only
/// reads.
public final class UiServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(UiServer.class.getName());
  private static final int TOKEN_BYTES = 18;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String target;
  private final UiRuns runs;
  private final UiJobs jobs;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;

  /// Binds `port`, 0 for any that is free. `target` names what the runs are of.
  ///
  /// @throws StintException of kind USER when the port is taken
  public UiServer(String target, UiRuns runs, UiJobs jobs, InstantSource clock, int port) {
    this.target = target;
    this.runs = runs;
    this.jobs = jobs;
    this.clock = clock;
    this.token = newToken();
    try {
      server = LoopbackServers.bind(port, 0);
    } catch (IOException e) {
      throw StintException.user(
          "cannot listen on port %d of this machine: %s; give another with --port"
              .formatted(port, e.getMessage()),
          e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Where the pages are, with the token.
  public URI address() {
    return URI.create("http://127.0.0.1:%d/%s/".formatted(server.getAddress().getPort(), token));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // A kept-open body would be read as the next request.
      exchange.getRequestBody().close();
      respond(exchange, answer(exchange));
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "ui path=" + exchange.getRequestURI().getRawPath(), e);
      throw e;
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      return Answer.text(405, "This server only shows.");
    }
    if (!isOurHost(exchange.getRequestHeaders().getFirst("Host"))) {
      // A page elsewhere whose name was made to mean this machine.
      return Answer.text(403, "Use the address that stint ui printed.");
    }
    var path = exchange.getRequestURI().getPath();
    int slash = path.indexOf('/', 1);
    if (slash < 0 || !isToken(path.substring(1, slash))) {
      return Answer.text(404, "Use the address that stint ui printed, with all that is in it.");
    }
    try {
      return answer(path.substring(slash + 1), version(exchange.getRequestURI()));
    } catch (StintException e) {
      int status = e.kind() == FailureKind.USER ? 404 : 502;
      return Answer.text(status, String.valueOf(e.getMessage()));
    }
  }

  private boolean isOurHost(@Nullable String host) {
    int port = server.getAddress().getPort();
    return host != null && Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
  }

  private boolean isToken(String text) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String version(URI uri) {
    var query = uri.getQuery();
    return query != null && query.startsWith("version=")
        ? query.substring("version=".length())
        : null;
  }

  private Answer answer(String path, @Nullable String version) {
    if (path.isEmpty()) {
      return Answer.html(Skeleton.served());
    }
    if (path.startsWith("assets/")) {
      var name = path.substring("assets/".length());
      return Assets.find(name)
          .map(text -> Answer.asset(name, text))
          .orElseGet(() -> Answer.text(404, "There is no " + name + "."));
    }
    if (path.equals("api/runs")) {
      return list(version);
    }
    if (path.startsWith("api/runs/")) {
      return runs.page(path.substring("api/runs/".length()), version)
          .map(Answer::json)
          .orElseGet(Answer::unchanged);
    }
    return Answer.text(404, "There is no " + path + ".");
  }

  private Answer list(@Nullable String version) {
    var lines = runs.lines();
    var content =
        new RunList(target, lines.lines(), jobs.lines(clock.instant()), lines.unreadable(), "");
    var newVersion = Integer.toHexString(content.hashCode());
    return newVersion.equals(version) ? Answer.unchanged() : Answer.json(content.with(newVersion));
  }

  private static void respond(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    var body = answer.body();
    // Not compressed: to this machine itself that would take longer than to send it.
    boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
