package dev.stint.executor.spill;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder of one operator among the function's temporary files (`/tmp` in Lambda), which goes
/// with all that is in it.
final class SpillFolder implements AutoCloseable {

  private final Path folder;
  private int files;

  private SpillFolder(Path folder) {
    this.folder = folder;
  }

  static SpillFolder create() {
    var parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      return new SpillFolder(Files.createTempDirectory(parent, "stint-spill-"));
    } catch (IOException e) {
      throw failure("cannot make a folder in %s for rows beyond the memory".formatted(parent), e);
    }
  }

  /// An object's path that was not given before.
  String newPath() {
    return "file://" + folder.resolve("rows-" + files++);
  }

  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (var below = Files.walk(folder)) {
      for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failure("cannot remove " + folder, e);
    }
  }

  private static StintException failure(String message, IOException cause) {
    return new StintException(FailureKind.RESOURCE, message + ": " + cause.getMessage(), cause);
  }
}
