package dev.stint.coordinator.session;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A folder that only this user may enter, for as long as a session lives.
record TemporaryFolder(Path folder) {

  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("stint-"));
    } catch (IOException e) {
      throw StintException.user(
          "cannot make a temporary folder in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /// As the object store names it.
  String path() {
    return "file://" + folder.toAbsolutePath();
  }

  void delete() {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      throw StintException.user("cannot delete " + folder + ": " + e.getMessage(), e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
