package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/// The files of a table that lists them: nothing is listed, each is only looked at. Those without
/// bytes are left out, as listings leave them out, and those of which another version is asked for.
final class NamedFiles {

  private final Configuration hadoop;

  NamedFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /// The files of a source in the order of their paths. Folders between its path and them are
  /// partitions.
  ///
  /// @throws StintException of kind USER naming the file that is not there or may not be read, and
  ///   when there is another version of each
  List<TableFile> files(TableSource source) {
    var path = UserPath.absolute(source.path());
    var base = FilePaths.firstWildcard(path) < 0 ? path : FileListing.folderOfGlob(path);
    var files =
        Concurrently.map(source.files(), this::status).stream()
            .filter(status -> status.getLen() > 0)
            .map(status -> file(status, base))
            .sorted(Comparator.comparing(TableFile::path))
            .toList();
    var asked = files.stream().filter(file -> isAsked(file, source.eTags())).toList();
    if (asked.isEmpty() && !files.isEmpty()) {
      throw StintException.user(
          "%s was replaced since it was asked for: its newer version has to be asked for by itself"
              .formatted(files.getFirst().path()));
    }
    return asked;
  }

  private static boolean isAsked(TableFile file, Map<String, String> eTags) {
    var asked = eTags.get(file.path());
    var found = file.eTag();
    return asked == null || found == null || asked.equals(found);
  }

  private static TableFile file(FileStatus status, String base) {
    var path = FilePaths.of(status.getPath());
    return new TableFile(
        path,
        status.getLen(),
        PartitionFolders.values(path, FileListing.below(path, base)),
        FilePaths.eTag(status),
        status.getModificationTime());
  }

  private FileStatus status(String name) {
    var path = UserPath.absolute(name);
    FilePaths.requireCarried(path);
    try {
      var file = new Path(path);
      var status = file.getFileSystem(hadoop).getFileStatus(file);
      if (status.isDirectory()) {
        throw StintException.user(path + " is a folder; it was named as a file");
      }
      return status;
    } catch (FileNotFoundException e) {
      throw StintException.user("there is no file at " + path, e);
    } catch (AccessDeniedException e) {
      throw FileListing.denied(path, e);
    } catch (IllegalArgumentException e) {
      throw StintException.user(path + " is not a path: " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileListing.unlistable(path, e);
    }
  }
}
