package dev.stint.shuffle.store;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the files whose paths begin with a prefix, without those still being written. What
/// disappears while it is looked at was not there.
final class FileListing extends SimpleFileVisitor<Path> {

  private final String prefix;
  private final List<ObjectInfo> objects = new ArrayList<>();
  private final List<Path> staged = new ArrayList<>();

  FileListing(String prefix) {
    this.prefix = prefix;
  }

  /// The folder in which every path that begins with `prefix` lies.
  static Path folderOf(ObjectPath prefix) {
    String key = prefix.key();
    return Path.of("/" + key.substring(0, key.lastIndexOf('/') + 1));
  }

  /// What is being written below `start`: files, and the folders of uploads.
  static List<Path> staged(Path start) throws IOException {
    var listing = new FileListing(StoredFile.path(start));
    Files.walkFileTree(start, listing);
    return listing.staged;
  }

  List<ObjectInfo> objects() {
    objects.sort(Comparator.comparing(ObjectInfo::path, ObjectPath.UTF8_ORDER));
    return List.copyOf(objects);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (isStaged(folder)) {
      staged.add(folder);
      return FileVisitResult.SKIP_SUBTREE;
    }
    return mayHold(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isStaged(file)) {
      staged.add(file);
    } else if (attributes.isRegularFile() && StoredFile.path(file).startsWith(prefix)) {
      objects.add(StoredFile.info(file, attributes));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    boolean isNothing =
        failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException;
    if (isNothing || !mayHold(file)) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
      throws IOException {
    if (failure == null || failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  /// Whether paths that begin with the prefix may lie in `folder`, or be it.
  private boolean mayHold(Path folder) {
    String path = StoredFile.path(folder);
    String inside = path.endsWith("/") ? path : path + "/";
    return inside.startsWith(prefix) || prefix.startsWith(inside);
  }

  private static boolean isStaged(Path path) {
    Path name = path.getFileName();
    return name != null && FileStaging.isStaged(name);
  }
}
