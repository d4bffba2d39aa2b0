package dev.stint.sql.catalog;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/// What matches a path, folder by folder. Hadoop's own way takes a name with a colon for a URI.
final class Globs {

  private Globs() {}

  /// The files and folders that `path` names, each once; none when nothing does. Hidden ones are
  /// matched only by a pattern that begins as they do.
  static List<FileStatus> expand(FileSystem fileSystem, String path) throws IOException {
    if (FilePaths.firstWildcard(path) < 0) {
      var literal = status(fileSystem, FilePaths.literal(path));
      return literal.isEmpty() ? status(fileSystem, FilePaths.toHadoop(path)) : literal;
    }
    Map<Path, FileStatus> found = new LinkedHashMap<>();
    for (var pattern : GlobExpander.expand(path)) {
      for (var status : matches(fileSystem, pattern)) {
        found.put(status.getPath(), status);
      }
    }
    return List.copyOf(found.values());
  }

  private static List<FileStatus> matches(FileSystem fileSystem, String pattern)
      throws IOException {
    int wildcard = FilePaths.firstWildcard(pattern);
    if (wildcard < 0) {
      return status(fileSystem, FilePaths.toHadoop(pattern));
    }
    int folderEnd = pattern.lastIndexOf('/', wildcard);
    int nameEnd = pattern.indexOf('/', wildcard);
    var name = pattern.substring(folderEnd + 1, nameEnd < 0 ? pattern.length() : nameEnd);
    var rest = nameEnd < 0 ? "" : pattern.substring(nameEnd);
    var matcher = new GlobPattern(name);
    var found = new ArrayList<FileStatus>();
    for (var child : children(fileSystem, pattern.substring(0, folderEnd + 1))) {
      var childName = child.getPath().getName();
      boolean isLast = rest.isEmpty() || rest.equals("/");
      if (!matcher.matches(childName)) {
        continue;
      }
      if (isLast) {
        found.add(child);
      } else if (child.isDirectory()) {
        found.addAll(matches(fileSystem, escaped(FilePaths.of(child.getPath())) + rest));
      }
    }
    return found;
  }

  /// A name that was matched may have characters that a pattern takes for its own.
  private static String escaped(String path) {
    return path.replaceAll("([\\\\*?\\[{])", "\\\\$1");
  }

  private static List<FileStatus> children(FileSystem fileSystem, String folder)
      throws IOException {
    try {
      var path = FilePaths.toHadoop(folder);
      // Nothing matches a folder named `..`, which Hadoop lists as the one above.
      return Stream.of(fileSystem.listStatus(path))
          .filter(child -> path.equals(child.getPath().getParent()))
          .toList();
    } catch (FileNotFoundException _) {
      return List.of();
    }
  }

  private static List<FileStatus> status(FileSystem fileSystem, Path path) throws IOException {
    try {
      return List.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException _) {
      return List.of();
    }
  }
}
