package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// All files below one folder as they are listed, and what they say of commits.
final class FolderWalk {

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
    if (FilePaths.of(folder.getPath()).startsWith("file:")) {
      walk.descend(fileSystem, folder);
    } else {
      // One flat listing, not one per folder: on S3 that is a request per thousand objects.
      var below = fileSystem.listFiles(folder.getPath(), true);
      var seen = new HashSet<Path>();
      while (below.hasNext()) {
        var status = below.next();
        requireBelow(status.getPath(), folder.getPath());
        refuseTwice(status.getPath(), seen);
        walk.add(status);
      }
    }
    return walk;
  }

  /// Hadoop goes up for a folder named `..`: the key `a/../b` is listed as `b`, which may be there
  /// too, and is not the table's.
  private static void requireBelow(Path path, Path folder) {
    var above = FilePaths.of(folder);
    var prefix = above.endsWith("/") ? above : above + "/";
    var name = FilePaths.of(path);
    if (!name.startsWith(prefix) || name.length() == prefix.length()) {
      throw StintException.user(
          "%s has an object whose key goes out of it, by a folder named .. or one without a name, to %s: rename the object"
              .formatted(above, name));
    }
  }

  /// Hadoop leaves folders without a name out of paths: `a//b` is listed as `a/b`, and the one
  /// would be read for the other. The same goes for those named `.` and `..`.
  private static void refuseTwice(Path path, Set<Path> seen) {
    if (!seen.add(path)) {
      throw StintException.user(
          "%s is listed twice: two keys differ in nothing but a folder without a name or named . or .., as a//b and a/b do; rename one of them"
              .formatted(FilePaths.of(path)));
    }
  }

  /// Past what is hidden, which may be much, and without asking for each file's owner and mode,
  /// which Hadoop learns from a process of its own.
  private void descend(FileSystem fileSystem, FileStatus folder) throws IOException {
    for (var status : fileSystem.listStatus(folder.getPath())) {
      if (status.isFile()) {
        add(status);
      } else if (!FilePaths.isHidden(status.getPath().getName())) {
        descendUnlessGone(fileSystem, status);
      }
    }
  }

  private void descendUnlessGone(FileSystem fileSystem, FileStatus folder) throws IOException {
    try {
      descend(fileSystem, folder);
    } catch (IOException e) {
      // The last file of a partition has just been deleted, and the folder with it.
      if (fileSystem.exists(folder.getPath())) {
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
    var eTag = status instanceof EtagSource source ? source.getEtag() : null;
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}
