package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The local target: an embedded S3 server over a folder, `stint watch` and functions as processes
/// that speak Lambda's Runtime API.
final class EmbeddedBed implements Bed {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Path home;
  private final ObjectStore files = new FileObjectStore();
  private final List<CommandProcess> processes = new ArrayList<>();

  /// `home` is Stint's own folder, and the caller's to delete.
  EmbeddedBed(Path home) {
    this.home = home;
    withStore(_ -> "");
  }

  /// A process that runs the job, as the local target has no coordinator elsewhere.
  @Override
  public String start(String jobFile) {
    var before = runIds();
    var process = process("run", "-q", jobFile);
    var isNew =
        look(process, () -> runIds().stream().filter(id -> !before.contains(id)).findFirst());
    return isNew.replaceAll("-\\d+$", "");
  }

  @Override
  public void endCoordinator(String execution) {
    var process = processes.getLast();
    assertThat(process.isAlive()).as(process.errors()).isTrue();
    process.kill();
    process("resume", "-q", "--force", execution);
  }

  private CommandProcess process(String... arguments) {
    var process =
        CommandProcess.start(
            home, List.of(), Map.of("STINT_HOME", home.toString()), List.of(arguments));
    processes.add(process);
    return process;
  }

  private List<String> runIds() {
    return stint("runs", "--format", "json", "--limit", "0")
        .succeeded()
        .output()
        .lines()
        .map(line -> line.replaceAll(".*\"run\":\"([^\"]+)\".*", "$1"))
        .toList();
  }

  /// Looks until there is something or the process has ended.
  private static String look(CommandProcess process, Supplier<Optional<String>> look) {
    while (true) {
      boolean isLast = !process.isAlive();
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (isLast) {
        throw new AssertionError("the command has ended: " + process.errors());
      }
    }
  }

  @Override
  public Outcome stint(String command, String... arguments) {
    return Outcome.of(
        Map.of("STINT_HOME", home.toString()),
        Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public void upload(String key, byte[] content) {
    withStore(
        store -> {
          store.write(LAKE + key, content);
          return key;
        });
  }

  @Override
  public void upload(Map<String, String> texts) {
    withStore(
        store -> {
          texts.forEach(
              (key, text) -> store.write(LAKE + key, text.getBytes(StandardCharsets.UTF_8)));
          return texts;
        });
  }

  /// Only one process at a time serves the embedded S3.
  @Override
  public boolean worksByItself() {
    return false;
  }

  /// Each look at the bucket shows all its objects again.
  @Override
  public void announceAgain(String key) {
    pass();
  }

  @Override
  public List<String> keys(String prefix) {
    return files.list(file("lake", prefix)).stream()
        .map(object -> object.path().substring(file("lake", "").length()))
        .sorted()
        .toList();
  }

  @Override
  public Instant lastWritten(String prefix) {
    return files.list(file("lake", prefix)).stream()
        .map(ObjectInfo::lastModified)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  @Override
  public byte[] content(String key) {
    return read(file("lake", key));
  }

  @Override
  public List<String> deadLetters() {
    return files.list(file("stint-work", "dead-letters/")).stream()
        .map(object -> new String(read(object.path()), StandardCharsets.UTF_8))
        .toList();
  }

  /// Where the embedded S3 keeps an object: it is read also while another process serves it.
  private String file(String bucket, String key) {
    return "file://" + home.resolve("s3").resolve(bucket).toAbsolutePath() + "/" + key;
  }

  private byte[] read(String path) {
    var found = files.head(path).orElseThrow();
    return files.read(path, 0, Math.toIntExact(found.bytes()));
  }

  @Override
  public void pass() {
    if (processes.stream().anyMatch(CommandProcess::isAlive)) {
      processes.getLast().awaitEnd(BETWEEN_LOOKS);
      return;
    }
    stint(
        "watch",
        "--once",
        "--schedules",
        "--settle",
        "0s",
        "--functions",
        "processes",
        "--memory",
        "256MiB",
        "--parallelism",
        "1");
  }

  @Override
  public String log() {
    return stint("jobs", "list").output() + stint("runs").output();
  }

  /// Each use has a server of its own, as commands have: one at a time.
  private <T> T withStore(Function<ObjectStore, T> use) {
    processes.forEach(CommandProcess::exitCode);
    try (var server = EmbeddedS3.start(home.resolve("s3"))) {
      server.createBucket("lake");
      server.createBucket("stint-work");
      try (var store = ObjectStores.open(server.settings())) {
        return use.apply(store);
      }
    }
  }

  @Override
  public void close() {
    processes.stream().filter(CommandProcess::isAlive).forEach(CommandProcess::kill);
    files.close();
  }
}
