package dev.stint.coordinator.deploy;

import dev.stint.coordinator.aws.embedded.RuntimeClient;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A function's deployment zip for Lambda's runtime `provided.al2023`, which emulators without one
/// for Java offer: that for its Java runtime, and what starts it: `bootstrap`, which finds a Java
/// 25 on the machine, and AWS's runtime interface client below `runtime`, with its native libraries
/// beside it, so that processes do not unpack them over each other.
public final class CustomRuntimeZip {

  private static final List<String> PLATFORMS = List.of("linux-x86_64", "linux-aarch_64");

  /// The same zip from the same parts: its hash names it.
  private static final FileTime TIME = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));

  private CustomRuntimeZip() {}

  /// Writes `target`, anew where it exists, from `managed`, the zip for the Java runtime.
  ///
  /// @throws StintException of kind USER when `managed` cannot be read or `target` not be written
  public static void write(Path managed, Path target) {
    try {
      Files.copy(managed, target, StandardCopyOption.REPLACE_EXISTING);
      try (var zip = FileSystems.newFileSystem(target, Map.of("enablePosixFileAttributes", true))) {
        addRuntime(zip.getPath("/"));
      }
    } catch (IOException e) {
      throw StintException.user(
          "cannot make %s, for a custom runtime, of %s: %s".formatted(target, managed, e), e);
    }
  }

  private static void addRuntime(Path root) throws IOException {
    Path bootstrap = root.resolve("bootstrap");
    try (var script = CustomRuntimeZip.class.getResourceAsStream("bootstrap")) {
      if (script == null) {
        throw StintException.internal("the script bootstrap is missing in this build", null);
      }
      add(script, bootstrap);
    }
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Files.createDirectory(root.resolve("runtime"));
    for (Path jar : RuntimeClient.jars()) {
      try (var content = Files.newInputStream(jar)) {
        add(content, folder.resolve(jar.getFileName().toString()));
      }
    }
    for (String platform : PLATFORMS) {
      try (var content = RuntimeClient.library(platform)) {
        add(content, folder.resolve(platform + ".so"));
      }
    }
    setTimes(folder);
  }

  private static void add(InputStream content, Path file) throws IOException {
    Files.copy(content, file);
    setTimes(file);
  }

  private static void setTimes(Path path) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(TIME, TIME, TIME);
  }
}
