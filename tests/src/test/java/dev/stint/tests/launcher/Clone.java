package dev.stint.tests.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A clone of this project with the launcher in it and little more: what it builds is already
/// built.
final class Clone {

  /// The project's root, from the folder in which Maven runs this module's tests.
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;

  private Clone(Path folder) {
    this.folder = folder;
  }

  static Clone in(Path folder) {
    try {
      copy("stint", folder);
      for (var module : List.of(".", "coordinator", "planner/sql")) {
        Files.createDirectories(folder.resolve(module).resolve("src/main"));
        Files.writeString(folder.resolve(module).resolve("pom.xml"), "");
      }
      Files.createDirectories(folder.resolve("coordinator/target/lib"));
      Files.writeString(folder.resolve("coordinator/target/built"), "");
      return new Clone(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(String file, Path folder) throws IOException {
    Files.copy(ROOT.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /// The list of JDKs to fetch, with the real names and these sums.
  Clone withJdks(String sha256) {
    try {
      var real = Files.readString(ROOT.resolve(".mvn/jdk.properties"));
      Files.createDirectories(folder.resolve(".mvn"));
      Files.writeString(
          folder.resolve(".mvn/jdk.properties"),
          real.replaceAll("(?m)\\.sha256=.*$", ".sha256=" + sha256));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String launcher() {
    return folder.resolve("stint").toString();
  }
}
