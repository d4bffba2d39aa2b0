package dev.stint.tests.shell;

import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.cli.Stint;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A command at a pseudo-terminal of its own, which `script` of util-linux makes: what is typed
/// passes the kernel's line discipline, so that Ctrl-C is a signal and not a letter.
final class PseudoTerminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuilder screen = new StringBuilder();
  private int seen;

  private PseudoTerminal(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /// Starts `stint` with these arguments in `folder`, which is its home as well.
  static PseudoTerminal start(Path folder, List<String> arguments) throws IOException {
    var command =
        "stty rows 40 cols 120; exec '%s' -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dstint.terminal.columns=120 -Dstint.terminal.input=true %s %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Stint.class.getName(),
                arguments.stream().collect(Collectors.joining("' '", "'", "'")));
    var builder =
        new ProcessBuilder("script", "-q", "-e", "-f", "-c", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("STINT_HOME", folder.resolve("home").toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("CLASSPATH", classPath());
    return new PseudoTerminal(builder.start());
  }

  private static String classPath() {
    return FunctionPackage.ownClassPath().stream()
        .map(path -> path.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  void type(String keys) {
    try {
      process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until `text` has appeared behind what was awaited before.
  synchronized void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int at = screen.indexOf(text, seen); at < 0; at = screen.indexOf(text, seen)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(
            "'" + text + "' did not appear behind:\n" + screen.substring(seen));
      }
      wait(left);
    }
    seen = screen.indexOf(text, seen) + text.length();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  private void read() {
    try (var reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      var buffer = new char[4096];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        synchronized (this) {
          screen.append(buffer, 0, n);
          notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
