package dev.stint.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.config.deploy.Deployment;
import dev.stint.coordinator.aws.AwsSettings;
import dev.stint.coordinator.cli.Stint;
import dev.stint.coordinator.deploy.Deployments;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.tests.emulator.MiniStack;
import dev.stint.tests.emulator.MiniStack.Policies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An emulator of AWS with a bucket `lake` and a deployment made by `stint deploy` itself. Commands
/// run in this process; what they and the functions did is read from S3 and the queues.
final class Bed implements AutoCloseable {

  static final String LAKE = "s3://lake/";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final MiniStack stack;
  private final Map<String, String> environment;
  private final AwsSettings aws;
  private final ObjectStore store;
  private final Path folder;

  /// What a command left.
  record Outcome(int code, String out, String err) {

    Outcome succeeded() {
      assertThat(code).as(err).isZero();
      return this;
    }
  }

  private Bed(Path folder, MiniStack stack) {
    this.folder = folder;
    this.stack = stack;
    this.environment = new HashMap<>(stack.environment());
    environment.put("STINT_HOME", folder.toString());
    this.aws = AwsSettings.ofEmulator(environment);
    this.store = ObjectStores.open(aws.s3());
  }

  static Bed start(Path folder) throws IOException, InterruptedException {
    var bed = new Bed(folder, MiniStack.start(folder, Policies.IGNORED, Map.of()));
    bed.put("lake", "PUT", new byte[0]);
    return bed;
  }

  AwsSettings aws() {
    return aws;
  }

  ObjectStore store() {
    return store;
  }

  /// Of the command line, at the emulator.
  Outcome stint(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Stint.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The same with `--target localstack`.
  Outcome onTarget(String command, String... arguments) {
    return stint(
        Stream.of(Stream.of(command), Stream.of(arguments), Stream.of("--target", "localstack"))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  Outcome deploy(String... options) {
    return onTarget(
            "deploy",
            Stream.concat(
                    Stream.of(
                        "--function-runtime",
                        "provided.al2023",
                        "--read",
                        LAKE + "in",
                        "--write",
                        LAKE + "out"),
                    Stream.of(options))
                .toArray(String[]::new))
        .succeeded();
  }

  Deployment deployment() {
    var version = stint("--version").out().lines().findFirst().orElseThrow().split(" ", -1)[1];
    return Deployments.find(aws, "stint", version);
  }

  /// The path of a job file with that text.
  String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /// Registers a job.
  void register(String text) throws IOException {
    onTarget("jobs", "put", file("job.yaml", text)).succeeded();
  }

  /// Puts an object by a request that is nobody's, as an upload from elsewhere.
  void upload(String key, String text) throws IOException, InterruptedException {
    put("lake/" + key, "PUT", text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(String path, String method, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stack.endpoint().resolve("/" + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient http = stack.http()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /// The text of all objects below a folder of the lake, but for the manifest.
  String read(String prefix) {
    var text = new StringBuilder();
    for (var object : store.list(LAKE + prefix)) {
      if (!object.path().endsWith("_SUCCESS")) {
        text.append(
            new String(
                store.read(object.path(), 0, Math.toIntExact(object.bytes())),
                StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  /// What `stint runs` says of all runs whose id begins so, oldest first.
  List<JsonNode> runs(String id) throws IOException {
    var lines =
        onTarget("runs", "--format", "json", "--limit", "0").succeeded().out().lines().toList();
    var found = new java.util.ArrayList<JsonNode>();
    for (var line : lines.reversed()) {
      var run = MAPPER.readTree(line);
      if (run.path("run").asText().startsWith(id)) {
        found.add(run);
      }
    }
    return found;
  }

  /// Waits until something is so, and gives it.
  <T> T await(String what, Duration time, Supplier<T> look, Predicate<T> isSo)
      throws InterruptedException {
    var deadline = Instant.now().plus(time);
    var seen = look.get();
    while (!isSo.test(seen)) {
      if (Instant.now().isAfter(deadline)) {
        fail("waited %s for %s, and saw %s; the emulator says:\n%s", time, what, seen, stack.log());
      }
      Thread.sleep(BETWEEN_LOOKS);
      seen = look.get();
    }
    return seen;
  }

  /// Waits for the manifest of an output.
  void awaitOutput(String prefix) throws InterruptedException {
    var path = LAKE + prefix + "/_SUCCESS";
    var _ = await(path, Duration.ofSeconds(60), () -> store.head(path), Optional::isPresent);
  }

  @Override
  public void close() {
    store.close();
    stack.close();
  }
}
