package dev.stint.coordinator.aws.embedded;

import com.sun.net.httpserver.HttpServer;
import dev.stint.coordinator.aws.AwsKeys;
import dev.stint.coordinator.aws.LambdaSettings;
import dev.stint.coordinator.loopback.LoopbackServers;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// AWS Lambda on this machine: an HTTP server on loopback whose Invoke API the AWS SDK's client
/// calls, and processes that run functions under AWS's own runtime interface client.
///
/// Processes are started when they are needed and kept until [#close], which the end of the JVM
/// also brings about. A process that dies is noticed at once; the invocation it had is answered
/// with the error that Lambda would give.
public final class FunctionEndpoint implements AutoCloseable {

  private static final String REGION = "us-east-1";

  /// Waiting processes and callers each hold a connection.
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final FunctionSite site;
  private final Map<String, FunctionProcesses> functions;
  private final LambdaSettings settings;
  private final Thread shutdownHook = new Thread(this::closeProcesses, "end-functions");

  private FunctionEndpoint(
      List<FunctionDefinition> definitions,
      HttpServer server,
      @Nullable Path cache,
      Supplier<StartRamp> ramps) {
    var random = new SecureRandom();
    String accessKey = "STINT" + randomHex(random, 8).toUpperCase(Locale.ROOT);
    String host = LoopbackServers.ADDRESS + ":" + server.getAddress().getPort();
    this.server = server;
    this.site = site(host);
    this.functions = processes(definitions, site, cache, ramps);
    this.settings =
        new LambdaSettings(
            URI.create("http://" + host),
            REGION,
            AwsKeys.of(accessKey, randomHex(random, 20)),
            names(definitions),
            PaceLimits.ofConcurrency(
                definitions.stream().mapToInt(FunctionDefinition::concurrency).min().orElseThrow()),
            definitions.stream()
                .map(FunctionDefinition::timeout)
                .max(Duration::compareTo)
                .orElseThrow());
    server.createContext(InvokeApi.PREFIX, new InvokeApi(functions, accessKey));
    server.createContext("/", new RuntimeApi(functions.values()));
  }

  /// Serves `functions`, of which there is at least one; no process is started yet.
  ///
  /// @throws StintException of kind USER where AWS's runtime interface client does not run
  public static FunctionEndpoint start(List<FunctionDefinition> functions) {
    return startWith(functions, null, () -> StartRamp.NONE);
  }

  /// As [#start(List)], and keeps the classes of functions in the folder `cache` for processes to
  /// start faster: those of later endpoints, once the first has been closed.
  public static FunctionEndpoint start(List<FunctionDefinition> functions, Path cache) {
    return startWith(functions, cache, () -> StartRamp.NONE);
  }

  /// As [#start(List)], but refuses calls that need a process sooner than each function's ramp lets
  /// it start, as Lambda does.
  static FunctionEndpoint start(List<FunctionDefinition> functions, Supplier<StartRamp> ramps) {
    return startWith(functions, null, ramps);
  }

  private static FunctionEndpoint startWith(
      List<FunctionDefinition> functions, @Nullable Path cache, Supplier<StartRamp> ramps) {
    requireLinux();
    try {
      var server = LoopbackServers.bind(0, BACKLOG);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      var endpoint = new FunctionEndpoint(functions, server, cache, ramps);
      Runtime.getRuntime().addShutdownHook(endpoint.shutdownHook);
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw StintException.internal("cannot serve Lambda's API on loopback: " + e.getMessage(), e);
    }
  }

  private static void requireLinux() {
    String system = System.getProperty("os.name");
    if (!system.equals("Linux")) {
      throw StintException.user(
          "functions as processes need Linux: AWS's runtime client has no library for %s; use functions as threads"
              .formatted(system));
    }
  }

  private static Map<String, FunctionProcesses> processes(
      List<FunctionDefinition> definitions,
      FunctionSite site,
      @Nullable Path cache,
      Supplier<StartRamp> ramps) {
    var archives = new HashMap<List<Path>, @Nullable FunctionArchive>();
    var processes = new LinkedHashMap<String, FunctionProcesses>();
    for (var definition : definitions) {
      var archive =
          cache == null
              ? null
              : archives.computeIfAbsent(
                  definition.classPath(), classPath -> FunctionArchive.in(cache, classPath));
      processes.put(
          definition.name(), new FunctionProcesses(definition, site, archive, ramps.get()));
    }
    return processes;
  }

  private static SortedMap<Integer, String> names(List<FunctionDefinition> definitions) {
    var names = new TreeMap<Integer, String>();
    definitions.forEach(each -> names.put(each.memoryMegabytes(), each.name()));
    return names;
  }

  private static FunctionSite site(String host) {
    var folder = TemporaryFolder.create("stint-functions-");
    return new FunctionSite(host, folder, RuntimeClient.unpackLibrary(folder.path()), timer());
  }

  private static ScheduledExecutorService timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("function-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static String randomHex(SecureRandom random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  /// How to reach it; valid until closed.
  public LambdaSettings settings() {
    return settings;
  }

  /// The processes that are alive, of all functions.
  public List<ProcessHandle> processes() {
    return functions.values().stream().flatMap(each -> each.handles().stream()).toList();
  }

  /// Kills all processes and stops serving. Invocations under way are answered as lost.
  @Override
  public void close() {
    functions.values().forEach(FunctionProcesses::endWriter);
    closeProcesses();
    server.stop(1);
    site.timer().shutdownNow();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is running or has run.
      return;
    }
  }

  private void closeProcesses() {
    functions.values().forEach(FunctionProcesses::close);
    site.folder().close();
  }
}
