package dev.stint.shuffle.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Files on their way to being objects, on the object's own file system, so that one move shows
/// them whole. What one call writes lies beside the object under a hidden name, an upload in a
/// folder [#FOLDER], which goes with the last of them.
final class FileStaging {

  static final String FOLDER = ".stint-uploads";

  private static final String PREFIX = ".stint-write-";

  /// How often a folder may vanish, emptied by another process, between its making and its use.
  private static final int MAX_TRIES = 100;

  private FileStaging() {}

  /// Something to do in a folder that another process may just be removing.
  @FunctionalInterface
  interface FolderAction<T> {
    T run() throws IOException;
  }

  /// Whether a name is of what is being written, or holds that.
  static boolean isStaged(Path name) {
    return name.toString().equals(FOLDER) || name.toString().startsWith(PREFIX);
  }

  /// A name beside `file` that no object has.
  private static Path aside(Path file) {
    return file.resolveSibling(PREFIX + UUID.randomUUID());
  }

  /// Writes a file that a move or a link can turn into `file`, whose folder it makes.
  static Path writeTemporary(Path file, byte[] bytes) throws IOException {
    Path temporary = aside(file);
    inFolder(folderOf(file), () -> write(temporary, bytes, bytes.length));
    return temporary;
  }

  static Path writeTemporaryIn(Path folder, byte[] bytes, int length) throws IOException {
    return inFolder(folder, () -> writeNew(folder, bytes, length));
  }

  /// Writes a file of a new name in `folder`, which must be there. Nothing is left if it fails, as
  /// on a full disk.
  static Path writeNew(Path folder, byte[] bytes, int length) throws IOException {
    return write(folder.resolve(UUID.randomUUID() + ".tmp"), bytes, length);
  }

  private static Path write(Path temporary, byte[] bytes, int length) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(channel, ByteBuffer.wrap(bytes, 0, length));
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /// Makes `temporary` appear as `file`, replacing what is there.
  static void move(Path temporary, Path file) throws IOException {
    inFolder(folderOf(file), () -> Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /// Tells whether a file is the one that is meant.
  @FunctionalInterface
  interface FileTest {
    boolean test(Path file) throws IOException;
  }

  /// Deletes `file` if it is the one that is meant, also while others delete and create it: it is
  /// moved aside, looked at again there, and put back if it is another. Only a process that is held
  /// up between its two looks takes another aside, and then for no longer than this takes. Says
  /// whether nothing is there now.
  static boolean deleteIf(Path file, FileTest isMeant) throws IOException {
    if (!isMeant.test(file)) {
      return !Files.exists(file);
    }
    Path aside = aside(file);
    try {
      if (!isMovedIfThere(file, aside) || isMeant.test(aside)) {
        return true;
      }
      Files.createLink(file, aside);
      return false;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static boolean isMovedIfThere(Path file, Path aside) throws IOException {
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return false;
    }
  }

  /// Runs `action` with `folder` there, which it is most often. Others may remove the folder at any
  /// time while it is empty, and make it again: that is why what is missing is not believed to be
  /// at first.
  static <T> T inFolder(Path folder, FolderAction<T> action) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return action.run();
      } catch (NoSuchFileException e) {
        if (attempt == MAX_TRIES) {
          throw e;
        }
        createFolder(folder);
      }
    }
  }

  private static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      if (Files.isRegularFile(Path.of(e.getFile()))) {
        throw e;
      }
      // It was there, and when it was looked at again it was not.
      throw new NoSuchFileException(folder.toString());
    }
  }

  static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException _) {
      // Others are still in it; the last of them takes it away.
    }
  }

  static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// A file, or the files in a folder, that pass `filter`.
  static SweptFiles sizeOf(Path path, Predicate<Path> filter) throws IOException {
    var size = SweptFiles.NONE;
    for (Path file : Files.isDirectory(path) ? entries(path) : List.of(path)) {
      if (filter.test(file)) {
        size = size.plus(new SweptFiles(1, bytes(file)));
      }
    }
    return size;
  }

  private static long bytes(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /// Removes a file, or a folder of files.
  static void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      deleteFolder(path);
    } else {
      Files.deleteIfExists(path);
    }
  }

  /// Removes a folder of files, also while others still put some into it.
  static void deleteFolder(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
        Files.delete(folder);
        return;
      } catch (NoSuchFileException _) {
        return; // another call was faster
      } catch (DirectoryNotEmptyException e) {
        if (attempt == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  /// Removes folders that the deletion of `files` left empty, below the deepest folder that held
  /// them all: that one, and what is above, may be somebody's.
  static void deleteEmptyFolders(Collection<Path> files) {
    var folders =
        new TreeSet<Path>(
            Comparator.comparingInt(Path::getNameCount)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    files.forEach(file -> folders.add(folderOf(file)));
    Path top = folders.isEmpty() ? null : folders.last();
    while (top != null && !allBelow(top, folders)) {
      top = top.getParent();
    }
    while (!folders.isEmpty()) {
      Path folder = folders.removeFirst();
      Path parent = folder.getParent();
      if (!folder.equals(top) && parent != null && isDeletedEmpty(folder)) {
        folders.add(parent);
      }
    }
  }

  static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("not the path of a file: " + file);
    }
    return folder;
  }

  private static boolean allBelow(Path top, Collection<Path> folders) {
    return folders.stream().allMatch(folder -> folder.startsWith(top));
  }

  private static boolean isDeletedEmpty(Path folder) {
    // Deleting takes files and links as well, and a name below a file is easily given by mistake.
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return Files.deleteIfExists(folder);
    } catch (IOException _) {
      // Not empty, or not ours to remove: an empty folder is no object and harms nobody.
      return false;
    }
  }
}
