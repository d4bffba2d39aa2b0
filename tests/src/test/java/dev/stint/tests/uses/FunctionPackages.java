package dev.stint.tests.uses;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions' zips of this build, which `stint deploy` finds by itself.
final class FunctionPackages {

  /// Names a folder with both instead, for the deployer as well.
  private static final String PROPERTY = "stint.functions";

  private FunctionPackages() {}

  /// Why there are none; empty when they are there.
  static Optional<String> missing() {
    return zips().stream()
        .filter(zip -> !Files.isRegularFile(zip))
        .findFirst()
        .map(zip -> "there is no " + zip.normalize() + ": 'mvn package' makes it");
  }

  private static List<Path> zips() {
    var named = System.getProperty(PROPERTY, "");
    return named.isEmpty()
        ? List.of(
            Path.of("..", "function-executor", "target", "stint-function.zip"),
            Path.of("..", "coordinator", "target", "stint-coordinator.zip"))
        : List.of(Path.of(named, "stint-function.zip"), Path.of(named, "stint-coordinator.zip"));
  }

  /// Does something with other code: the same, with one more file in each zip.
  static void withOtherCode(Path folder, Runnable use) throws IOException {
    for (var zip : zips()) {
      var copy = Files.copy(zip, folder.resolve(zip.getFileName()));
      try (var content = FileSystems.newFileSystem(copy, Map.of())) {
        Files.writeString(content.getPath("/other-code.txt"), "not the same as before\n");
      }
    }
    var before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, folder.toString());
    try {
      use.run();
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }
}
