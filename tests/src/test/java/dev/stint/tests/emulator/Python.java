package dev.stint.tests.emulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A virtual environment of Python with the emulator in it, below `target/`: made once, by whoever
/// comes first, and again when the requirements change.
final class Python {

  private static final Path REQUIREMENTS = Path.of("emulator", "requirements.txt");
  private static final Path FOLDER = Path.of("target", "emulator").toAbsolutePath();
  private static final int INSTALL_MINUTES = 10;

  /// Of this machine, which does not change: asked once, not for each test.
  private static final Optional<String> MISSING = look();

  private Python() {}

  /// Why there can be no emulator here; empty when there can.
  static Optional<String> missing() {
    return MISSING;
  }

  private static Optional<String> look() {
    for (var module : List.of("venv", "ensurepip")) {
      var command =
          List.of(
              "python3",
              "-c",
              "import sys, " + module + "; sys.version_info >= (3, 11) or exit(3)");
      try {
        if (run(command, FOLDER.getParent(), 1).exitCode() != 0) {
          return Optional.of("Python 3.11 or newer with its module venv is needed (python3-venv)");
        }
      } catch (IOException _) {
        return Optional.of("no python3 on the path: install Python 3.11 or newer");
      }
    }
    return Optional.empty();
  }

  /// The interpreter in whose environment the emulator is.
  static Path interpreter() throws IOException {
    Files.createDirectories(FOLDER);
    var venv = FOLDER.resolve("venv");
    var interpreter = venv.resolve("bin").resolve("python");
    try (var channel =
            FileChannel.open(
                FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var installed = venv.resolve("installed.txt");
      if (!Files.exists(installed) || Files.mismatch(installed, REQUIREMENTS) >= 0) {
        install(List.of("python3", "-m", "venv", "--clear", venv.toString()));
        install(
            List.of(
                interpreter.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--only-binary=:all:",
                "--requirement",
                REQUIREMENTS.toString()));
        Files.copy(REQUIREMENTS, installed);
      }
    }
    return interpreter;
  }

  private static void install(List<String> command) throws IOException {
    var result = run(command, FOLDER, INSTALL_MINUTES);
    if (result.exitCode() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + result.output());
    }
  }

  private record Result(int exitCode, String output) {}

  private static Result run(List<String> command, Path folder, int minutes) throws IOException {
    Files.createDirectories(folder);
    var output = Files.createTempFile(folder, "python", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("took over %d minutes: %s".formatted(minutes, command));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command, e);
    } finally {
      Files.delete(output);
    }
  }
}
