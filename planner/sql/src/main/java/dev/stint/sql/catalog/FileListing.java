package dev.stint.sql.catalog;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/// Lists the files of a table as Spark does: folders with all below them, globs, and never what is
/// hidden (a name that begins with `_` or `.`) or has no bytes.
///
/// Of a commit it shows all files or none: one that is under way is finished, and when one has
/// begun or ended meanwhile, all is listed again. What says so is the listing itself where it is
/// made at one moment (a page on S3), and else what the table's folders say before and after it:
/// the folders that were listed, and those of which they are partitions. (A commit to a folder
/// further below that begins and ends within a listing of several pages is not noticed.)
final class FileListing {

  private static final int MAX_TRIES = 20;

  /// Which folders are asked before and after a listing.
  private enum Closeness {
    /// Those that it does not show.
    LOOSE,
    /// Those that it shows as well, as it may take a while.
    CLOSE
  }

  private final Configuration hadoop;
  private final PendingCommits commits;
  private final CatalogListener listener;

  FileListing(Configuration hadoop, PendingCommits commits, CatalogListener listener) {
    this.hadoop = hadoop;
    this.commits = commits;
    this.listener = listener;
  }

  /// The files at `path`, in the order of their paths; none for a folder without data.
  ///
  /// @throws StintException of kind USER when nothing is there or access is denied
  List<TableFile> list(String path) {
    var absolute = UserPath.absolute(path);
    FilePaths.requireCarried(absolute);
    try {
      var fileSystem = FilePaths.toHadoop(absolute).getFileSystem(hadoop);
      return settled(fileSystem, absolute);
    } catch (FileNotFoundException e) {
      throw StintException.user("there is no file or folder at " + path, e);
    } catch (AccessDeniedException e) {
      throw denied(absolute, e);
    } catch (IllegalArgumentException e) {
      throw StintException.user(path + " is not a path: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unlistable(path, e);
    }
  }

  /// The first of the files in a folder; empty when there is no folder, or nothing in it.
  Optional<TableFile> first(String path) {
    try {
      var folder = FilePaths.literal(UserPath.absolute(path));
      var fileSystem = folder.getFileSystem(hadoop);
      return fileSystem.exists(folder)
          ? settled(fileSystem, FilePaths.of(folder)).stream().findFirst()
          : Optional.empty();
    } catch (FileNotFoundException _) {
      return Optional.empty(); // a bucket that is yet to be made
    } catch (IOException e) {
      throw unlistable(path, e);
    }
  }

  private List<TableFile> settled(FileSystem fileSystem, String path) throws IOException {
    boolean isGlob = FilePaths.firstWildcard(path) >= 0;
    var closeness = path.startsWith("file:") ? Closeness.CLOSE : Closeness.LOOSE;
    var watched = new LinkedHashSet<String>();
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      var before = settle(watched);
      var roots = roots(fileSystem, path);
      refuseHidden(roots, isGlob, path);
      boolean isNew = watched.addAll(watched(roots, path, closeness));
      if (isNew && isGlob) {
        continue; // what it matches must not have changed since the folders were asked
      }
      var seen = isNew ? settle(watched) : before;
      var files = new ArrayList<TableFile>();
      var pending = new ArrayList<String>();
      for (var root : roots) {
        var walked = walk(fileSystem, root, path, files.size());
        collect(walked, root, basePath(path, root), files, pending, seen);
      }
      if (pending.isEmpty() && settle(seen.keySet()).equals(seen)) {
        files.sort(Comparator.comparing(TableFile::path));
        return files;
      }
      settle(pending);
      closeness = Closeness.CLOSE;
    }
    throw new StintException(
        FailureKind.TRANSIENT, "commits keep changing " + path + " while it is listed", null);
  }

  private static List<FileStatus> roots(FileSystem fileSystem, String path) throws IOException {
    var found = Globs.expand(fileSystem, path);
    if (found.isEmpty()) {
      requireAccess(path);
      throw new FileNotFoundException(path);
    }
    return found;
  }

  /// Of a file that the user named, and else would look empty.
  private static void refuseHidden(List<FileStatus> roots, boolean isGlob, String path) {
    boolean isOneFile = !isGlob && roots.getFirst().isFile();
    if (isOneFile && FilePaths.isHidden(roots.getFirst().getPath().getName())) {
      throw StintException.user(
          "%s is hidden: a name that begins with _ or . is no table's; rename the file"
              .formatted(path));
    }
  }

  private Map<String, String> settle(Collection<String> folders) {
    var names = List.copyOf(folders);
    var claims = Concurrently.map(names, commits::settle);
    var settled = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      settled.put(names.get(i), claims.get(i));
    }
    return settled;
  }

  /// The folders whose commits the listing of `roots` may not show. A file that the user names is
  /// whole by itself.
  private static Set<String> watched(List<FileStatus> roots, String path, Closeness closeness) {
    boolean isGlob = FilePaths.firstWildcard(path) >= 0;
    var folders = new LinkedHashSet<String>();
    for (var root : roots) {
      var name = FilePaths.of(root.getPath());
      if (root.isDirectory()) {
        if (closeness == Closeness.CLOSE) {
          folders.add(name);
        }
        folders.addAll(PendingCommits.tableFoldersAbove(name));
      } else if (isGlob) {
        var folder = FilePaths.of(root.getPath().getParent());
        folders.add(folder);
        folders.addAll(PendingCommits.tableFoldersAbove(folder));
      }
    }
    return folders;
  }

  /// Hadoop takes a local path for missing that lies in a folder which may not be entered.
  private static void requireAccess(String path) throws IOException {
    if (path.startsWith("file:")) {
      int wildcard = FilePaths.firstWildcard(path);
      var plain = wildcard < 0 ? path : path.substring(0, path.lastIndexOf('/', wildcard) + 1);
      try {
        Files.readAttributes(
            java.nio.file.Path.of(plain.replaceFirst("^file:/+", "/")), BasicFileAttributes.class);
      } catch (NoSuchFileException _) {
        // So it is missing indeed.
      }
    }
  }

  /// Names the folder that is locked where the file system does: often one above or below the path.
  static StintException denied(String path, AccessDeniedException e) {
    var file = e.getFile();
    boolean isLocal = path.startsWith("file:") && file != null && file.startsWith("/");
    return FilePaths.denied(isLocal ? "file://" + file : path, "s3:ListBucket and s3:GetObject", e);
  }

  static StintException unlistable(String path, IOException e) {
    if (FilePaths.reason(e).contains("NoSuchBucket")) {
      return StintException.user(
          "nothing is at %s: there is no bucket '%s'".formatted(path, FilePaths.bucket(path)), e);
    }
    var message = "cannot list " + path + ": " + FilePaths.reason(e);
    return FilePaths.isAboutNetwork(e)
        ? StintException.transientFailure(message, e)
        : StintException.user(message, e);
  }

  /// Folders count as partition folders below what the user wrote; of a glob, below the last folder
  /// before its wildcard, so that `trips/month=*` still carries the month.
  private static String basePath(String path, FileStatus status) {
    return FilePaths.firstWildcard(path) < 0 ? FilePaths.of(status.getPath()) : folderOfGlob(path);
  }

  /// The last folder before a glob's first wildcard, with a slash at its end.
  static String folderOfGlob(String path) {
    int wildcard = FilePaths.firstWildcard(path);
    return path.substring(0, path.substring(0, wildcard).lastIndexOf('/') + 1);
  }

  /// Empty for a file.
  private Optional<FolderWalk> walk(
      FileSystem fileSystem, FileStatus root, String path, int filesBefore) throws IOException {
    return root.isFile()
        ? Optional.empty()
        : Optional.of(
            FolderWalk.of(fileSystem, root, found -> listener.listed(path, filesBefore + found)));
  }

  /// Adds to `files` and `pending`, and to `seen` what a folder said that is to be asked again.
  private static void collect(
      Optional<FolderWalk> walked,
      FileStatus root,
      String basePath,
      List<TableFile> files,
      List<String> pending,
      Map<String, String> seen) {
    if (walked.isEmpty()) {
      add(root, basePath, files);
      return;
    }
    var walk = walked.get();
    walk.files().forEach(status -> add(status, basePath, files));
    pending.addAll(walk.pendingFolders());
    if (!walk.isOnePage()) {
      var folder = FilePaths.of(root.getPath());
      seen.putIfAbsent(folder, walk.claim(folder));
    }
  }

  private static void add(FileStatus status, String basePath, List<TableFile> files) {
    var path = FilePaths.of(status.getPath());
    var parts = below(path, basePath);
    if (status.getLen() > 0 && parts.stream().noneMatch(FilePaths::isHidden)) {
      files.add(
          new TableFile(
              path,
              status.getLen(),
              PartitionFolders.values(path, parts),
              FilePaths.eTag(status),
              status.getModificationTime()));
    }
  }

  /// The folders between the base path and the file, and the file's name; the name alone when the
  /// base path is the file.
  static List<String> below(String path, String basePath) {
    var base = basePath.endsWith("/") ? basePath : basePath + "/";
    var relative =
        path.startsWith(base)
            ? path.substring(base.length())
            : path.substring(path.lastIndexOf('/') + 1);
    return List.of(relative.split("/"));
  }
}
