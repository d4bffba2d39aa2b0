package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that is deleted, with all it holds, when closed.
record TemporaryFolder(Path path) implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TemporaryFolder.class.getName());

  /// Below the system's temporary folder, for this user alone.
  static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw StintException.user("cannot make a temporary folder: " + e, e);
    }
  }

  TemporaryFolder child(String name) throws IOException {
    return new TemporaryFolder(Files.createDirectory(path.resolve(name)));
  }

  /// What cannot be deleted remains, and is logged.
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (var paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "temporary files remain in " + path, e);
    }
  }
}
