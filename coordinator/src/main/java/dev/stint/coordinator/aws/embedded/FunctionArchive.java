package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The classes of a function as the JVM keeps them ready (a class-data archive), which halves what
/// a new process spends before its first answer. There is one file for each class path and Java.
/// Where it is missing, the first process of an endpoint writes it when it ends.
final class FunctionArchive {

  private static final System.Logger LOG = System.getLogger(FunctionArchive.class.getName());
  private static final String PREFIX = "function-";
  private static final String SUFFIX = ".jsa";

  /// Files that are kept, finished or not, the newest first: other checkouts may use them.
  private static final int KEPT_FILES = 4;

  private final Path folder;
  private final Path file;
  private @Nullable Path written;

  private FunctionArchive(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
  }

  /// `null` where there is none: the JVM archives classes from jars only.
  static @Nullable FunctionArchive in(Path folder, List<Path> classPath) {
    try {
      var identity = new StringBuilder(System.getProperty("java.vm.version"));
      for (Path jar : classPath) {
        if (!Files.isRegularFile(jar)) {
          return null;
        }
        identity.append('\n').append(jar.toAbsolutePath());
        identity.append(' ').append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
      }
      Files.createDirectories(folder);
      var name = UUID.nameUUIDFromBytes(identity.toString().getBytes(StandardCharsets.UTF_8));
      return new FunctionArchive(folder, folder.resolve(PREFIX + name + SUFFIX));
    } catch (IOException e) {
      throw StintException.user("cannot keep the classes of functions in " + folder + ": " + e, e);
    }
  }

  /// What a new process reads.
  List<String> readOptions() {
    return Files.isRegularFile(file) ? List.of("-XX:SharedArchiveFile=" + file) : List.of();
  }

  /// What the process writes that is to make the archive; empty when it is there or being made. To
  /// write it, that process must be let end by itself.
  synchronized List<String> writeOptions() {
    if (written != null || Files.isRegularFile(file)) {
      return List.of();
    }
    written = folder.resolve(PREFIX + UUID.randomUUID() + ".writing");
    return List.of("-XX:ArchiveClassesAtExit=" + written);
  }

  /// The process that was to write it has ended, in whatever way.
  synchronized void keep() {
    try {
      if (written != null && Files.isRegularFile(written)) {
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        deleteOldest();
      }
    } catch (IOException e) {
      // Functions do without.
      LOG.log(Level.WARNING, "cannot keep the classes of functions in " + file, e);
    }
  }

  private void deleteOldest() throws IOException {
    try (var paths = Files.list(folder)) {
      var archives =
          paths
              .filter(path -> path.getFileName().toString().startsWith(PREFIX))
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparingLong(FunctionArchive::modified).reversed())
              .toList();
      for (Path old : archives.subList(Math.min(KEPT_FILES, archives.size()), archives.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
  }
}
