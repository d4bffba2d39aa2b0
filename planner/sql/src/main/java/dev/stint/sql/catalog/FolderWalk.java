package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.s3.S3Listing;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.jspecify.annotations.Nullable;

/// All files below one folder as they are listed, and what they say of commits.
final class FolderWalk {

  private static final String S3_SCHEME = "s3://";

  /// What one answer of S3 lists: so much is seen at one moment.
  private static final int PAGE = 1000;

  private final IntConsumer progress;
  private final List<FileStatus> files = new ArrayList<>();
  private final List<String> pendingFolders = new ArrayList<>();
  private final Map<String, String> claims = new LinkedHashMap<>();

  private FolderWalk(IntConsumer progress) {
    this.progress = progress;
  }

  /// `progress` is told how many files were found, now and then.
  static FolderWalk of(FileSystem fileSystem, FileStatus folder, IntConsumer progress)
      throws IOException {
    var walk = new FolderWalk(progress);
    var path = FilePaths.of(folder.getPath());
    if (path.startsWith(FilePaths.LOCAL)) {
      walk.descend(FilePaths.local(path));
    } else {
      walk.list(fileSystem, path.endsWith("/") ? path : path + "/");
    }
    return walk;
  }

  private void list(FileSystem fileSystem, String folder) throws IOException {
    var root = S3_SCHEME + FilePaths.bucket(folder) + "/";
    S3Listing.list(
        fileSystem,
        FilePaths.bucket(folder),
        folder.substring(root.length()),
        object -> {
          var path = root + object.key();
          if (isNamed(folder, path, object.bytes())) {
            var hadoop = FilePaths.literal(path);
            add(new S3AFileStatus(object.bytes(), 0, hadoop, 0, "", object.eTag(), null));
          }
        });
  }

  /// Whether a path names what is listed below `folder`. What it does not name is no table's when
  /// it has no bytes, as the markers of folders, or is hidden.
  ///
  /// @throws StintException of kind USER for other objects that no path names
  private static boolean isNamed(String folder, String path, long bytes) {
    var parts = List.of(path.substring(folder.length()).split("/", -1));
    if (!parts.contains("") && !parts.contains(".") && !parts.contains("..")) {
      return true;
    }
    if (bytes == 0 || parts.stream().anyMatch(FolderWalk::isHidden)) {
      return false;
    }
    throw StintException.user(
        parts.getLast().isEmpty()
            ? "%s has %d bytes, and a key that ends in a slash as a folder's: rename the object"
                .formatted(path, bytes)
            : "the key of %s has a folder without a name or one named . or ..: rename the object"
                .formatted(path));
  }

  private static boolean isHidden(String name) {
    return FilePaths.isHidden(name) && !name.equals(".") && !name.equals("..");
  }

  /// Past what is hidden, which may be much. Asks once for each file, where Hadoop asks five times
  /// or even runs a process.
  private void descend(Path folder) throws IOException {
    var folders = new ArrayList<Path>();
    try (var children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        var attributes = attributes(child);
        if (attributes == null) {
          continue;
        }
        if (!attributes.isDirectory()) {
          add(status(child, attributes));
        } else if (!FilePaths.isHidden(child.getFileName().toString())) {
          folders.add(child);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (var each : folders) {
      descendUnlessGone(each);
    }
  }

  /// `null` when it has just been deleted, or is a link to nothing.
  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static FileStatus status(Path file, BasicFileAttributes attributes) {
    // What has no size of its own, as a pipe, has no bytes either.
    long bytes = attributes.isRegularFile() ? attributes.size() : 0;
    var path = FilePaths.literal(FilePaths.LOCAL + file);
    return new FileStatus(bytes, false, 1, 0, attributes.lastModifiedTime().toMillis(), path);
  }

  private void descendUnlessGone(Path folder) throws IOException {
    try {
      descend(folder);
    } catch (IOException e) {
      // The last file of a partition has just been deleted, and the folder with it.
      if (Files.exists(folder)) {
        throw e;
      }
    }
  }

  private void add(FileStatus status) {
    var name = status.getPath().getName();
    if (name.equals(PendingCommits.RECORD)) {
      pendingFolders.add(folderOf(status));
    }
    if (name.equals(PendingCommits.SUCCESS) && files.size() < PAGE) {
      claims.put(folderOf(status), eTag(status));
    }
    files.add(status);
    if (files.size() % PAGE == 0) {
      progress.accept(files.size());
    }
  }

  List<FileStatus> files() {
    return files;
  }

  /// The folders to which a commit is under way.
  List<String> pendingFolders() {
    return pendingFolders;
  }

  /// Whether all was seen at one moment.
  boolean isOnePage() {
    return files.size() <= PAGE;
  }

  /// What [PendingCommits#settle] gave for `folder` before the first file that may be an older
  /// one's was listed: on S3 what is named `_SUCCESS` comes before all that begins with a small
  /// letter. A claim that came later than the first page counts as none, and so as changed.
  String claim(String folder) {
    return claims.getOrDefault(folder, "");
  }

  private static String folderOf(FileStatus status) {
    return FilePaths.of(status.getPath().getParent());
  }

  private static String eTag(FileStatus status) {
    var eTag = FilePaths.eTag(status);
    return eTag == null ? "" : eTag;
  }
}
