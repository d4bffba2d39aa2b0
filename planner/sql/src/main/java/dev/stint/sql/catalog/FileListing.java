package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// Lists the files of a table as Spark does: folders with all below them, globs, and never what is
/// hidden (a name that begins with `_` or `.`) or has no bytes.
final class FileListing {

  private final Configuration hadoop;

  FileListing(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /// The files at `path`, in the order of their paths; none for a folder without data.
  ///
  /// @throws StintException of kind USER when nothing is there or access is denied
  List<TableFile> list(String path) {
    var absolute = UserPath.absolute(path);
    try {
      var root = new Path(absolute);
      var fileSystem = root.getFileSystem(hadoop);
      var found = fileSystem.globStatus(root);
      if (found == null || found.length == 0) {
        requireAccess(absolute);
        throw new FileNotFoundException(path);
      }
      var files = new ArrayList<TableFile>();
      for (var status : found) {
        collect(fileSystem, status, basePath(absolute, status), files);
      }
      files.sort(Comparator.comparing(TableFile::path));
      return files;
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
  private static StintException denied(String path, AccessDeniedException e) {
    var file = e.getFile();
    boolean isLocal = path.startsWith("file:") && file != null && file.startsWith("/");
    return FilePaths.denied(isLocal ? "file://" + file : path, "s3:ListBucket and s3:GetObject", e);
  }

  private static StintException unlistable(String path, IOException e) {
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
    int wildcard = FilePaths.firstWildcard(path);
    return wildcard < 0
        ? FilePaths.of(status.getPath())
        : path.substring(0, path.substring(0, wildcard).lastIndexOf('/') + 1);
  }

  private static void collect(
      FileSystem fileSystem, FileStatus status, String basePath, List<TableFile> files)
      throws IOException {
    if (status.isFile()) {
      add(status, basePath, files);
      return;
    }
    // One flat listing, not one per folder: on S3 that is a request per thousand objects.
    var below = fileSystem.listFiles(status.getPath(), true);
    while (below.hasNext()) {
      add(below.next(), basePath, files);
    }
  }

  private static void add(FileStatus status, String basePath, List<TableFile> files) {
    var path = FilePaths.of(status.getPath());
    var parts = below(path, basePath);
    if (status.getLen() > 0 && parts.stream().noneMatch(FilePaths::isHidden)) {
      files.add(new TableFile(path, status.getLen(), PartitionFolders.values(path, parts)));
    }
  }

  /// The folders between the base path and the file, and the file's name; the name alone when the
  /// base path is the file.
  private static List<String> below(String path, String basePath) {
    var base = basePath.endsWith("/") ? basePath : basePath + "/";
    var relative =
        path.startsWith(base)
            ? path.substring(base.length())
            : path.substring(path.lastIndexOf('/') + 1);
    return List.of(relative.split("/"));
  }
}
