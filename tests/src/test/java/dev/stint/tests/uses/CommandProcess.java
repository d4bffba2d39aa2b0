package dev.stint.tests.uses;

import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.cli.Stint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A command of the command line as a process of its own.
final class CommandProcess {

  private final Process process;
  private final Path output;
  private final Path errors;

  private CommandProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /// Starts it; what it writes goes into new files in `folder`.
  static CommandProcess start(
      Path folder,
      List<String> javaOptions,
      Map<String, String> environment,
      List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(
        FunctionPackage.ownClassPath().stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(Stint.class.getName());
    command.addAll(arguments);
    try {
      var output = Files.createTempFile(folder, "command-", ".out");
      var errors = Files.createTempFile(folder, "command-", ".err");
      var builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().keySet().removeIf(CommandProcess::isAboutTargets);
      builder.environment().putAll(environment);
      return new CommandProcess(builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAboutTargets(String variable) {
    return variable.startsWith("AWS_") || variable.startsWith("STINT_");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// As `kill -9` does, and waits until it is gone.
  void kill() {
    process.destroyForcibly();
    var _ = exitCode();
  }

  /// Waits for its end, but no longer than that.
  void awaitEnd(Duration patience) {
    try {
      var _ = process.waitFor(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a command ran", e);
    }
  }

  /// Waits for its end.
  int exitCode() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a command ran", e);
    }
  }

  /// What it has written so far.
  String output() {
    return read(output);
  }

  /// What it has said so far of errors and progress.
  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
