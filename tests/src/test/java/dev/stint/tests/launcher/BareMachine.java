package dev.stint.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// This machine as commands see it that find no Java, Maven or Node on it: in a mount namespace of
/// their own, where the folders that hold them are empty.
final class BareMachine {

  private static final List<String> HIDDEN =
      List.of(
          "/usr/lib/jvm", "/usr/java", "/opt", "/usr/share/maven", "/root/.sdkman", "/root/.jdks");

  /// What a command printed, and its exit code.
  record Outcome(int exitCode, String output) {}

  private final Path folder;

  /// `folder` is for the commands' own home and output.
  BareMachine(Path folder) {
    assumeTrue(
        runs(List.of("unshare", "-rm", "true")),
        "skipped: unshare(1) may not make namespaces here, so that no JDK can be hidden");
    this.folder = folder;
  }

  Path home() {
    return folder.resolve("home");
  }

  /// Runs a command to its end, at most for three minutes.
  Outcome run(Map<String, String> environment, String... command) {
    var line = new ArrayList<String>(List.of("unshare", "-rm", "bash", "-c", hiding(), "bash"));
    line.addAll(List.of(command));
    try {
      var printed = Files.createTempFile(folder, "printed-", ".txt");
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.redirectOutput(printed.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
      builder.environment().put("HOME", Files.createDirectories(home()).toString());
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      try {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Outcome(process.exitValue(), Files.readString(printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String hiding() {
    var script = new StringBuilder("set -e; ");
    for (var hidden : HIDDEN) {
      script.append("if [ -d %s ]; then mount -t tmpfs none %s; fi; ".formatted(hidden, hidden));
    }
    return script.append("exec \"$@\"").toString();
  }

  private static boolean runs(List<String> command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
