package dev.stint.coordinator.shell;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The file with the lines that were typed. Statements hold names and values that are nobody else's
/// business, so only its owner can read it.
final class HistoryFile {

  private static final String OWNER_ONLY = "rw-------";

  private HistoryFile() {}

  /// Makes the file unless it is there.
  ///
  /// @throws StintException of kind USER naming the file when that fails
  static void prepare(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      }
    } catch (IOException e) {
      throw StintException.user("cannot keep the shell's history in %s: %s".formatted(file, e), e);
    }
  }
}
