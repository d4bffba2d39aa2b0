package dev.stint.tests.faults;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [CoordinatorMain] as a child of this process. What it and its functions write of their own is
/// below `folder`.
final class CoordinatorProcess {

  /// How the run stands for a coordinator that ended by itself.
  record Outcome(String status, String kind, String message) {

    boolean isOver() {
      return !status.equals("RUNNING") && !status.equals("GAVE_UP");
    }
  }

  /// For JVMs that live for seconds.
  static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  private final Process process;
  private final Path folder;
  private final int number;

  private CoordinatorProcess(Process process, Path folder, int number) {
    this.process = process;
    this.folder = folder;
    this.number = number;
  }

  /// Starts one more coordinator of a run, of that number.
  static CoordinatorProcess start(
      Path folder, String runId, int number, S3Settings s3, Path functionCache) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx384m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(QUICK_START);
    command.add("-cp");
    command.add(
        FunctionPackage.ownClassPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(CoordinatorMain.class.getName());
    command.addAll(
        List.of(folder.toString(), runId, Integer.toString(number), functionCache.toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(folder, number).toFile());
    builder.environment().putAll(s3.toEnvironment());
    return new CoordinatorProcess(builder.start(), folder, number);
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Waits for its end. Says whether it came within `patience`.
  boolean hasEnded(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Whether it ended by itself, and told how.
  boolean hasTold() {
    return process.exitValue() == 0 || process.exitValue() == CoordinatorMain.GAVE_UP;
  }

  boolean wasKilled() {
    return process.exitValue() == 128 + 9;
  }

  Outcome outcome() throws IOException {
    var properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(folder.resolve(CoordinatorMain.OUTCOME + number))) {
      properties.load(reader);
    }
    return new Outcome(
        properties.getProperty("status", ""),
        properties.getProperty("kind", ""),
        properties.getProperty("message", ""));
  }

  String log() throws IOException {
    return Files.readString(log(folder, number));
  }

  private static Path log(Path folder, int number) {
    return folder.resolve("coordinator-" + number + ".log");
  }

  /// The rows of the result that it wrote; `null` if it wrote none.
  @Nullable List<String> rows() throws IOException {
    var file = folder.resolve(CoordinatorMain.ROWS + number);
    return Files.exists(file) ? Files.readAllLines(file) : null;
  }
}
