package dev.stint.coordinator.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jline.reader.Candidate;

/// Files of this machine whose path begins as typed. Paths with a scheme are not listed: an answer
/// from S3 takes too long for a key.
final class PathCompletion {

  private static final int MAX_FILES = 200;

  private PathCompletion() {}

  /// Candidates for a word that is `prefix`, such as ``csv.` ``, and the beginning of a path.
  static Stream<Candidate> of(String prefix, String typed) {
    if (typed.contains("://")) {
      return Stream.empty();
    }
    int slash = typed.lastIndexOf('/');
    var folder = typed.substring(0, slash + 1);
    try (var files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      return files.sorted().limit(MAX_FILES).toList().stream()
          .map(file -> candidate(prefix + folder, file));
    } catch (IOException | InvalidPathException _) {
      // A folder that cannot be listed has nothing to offer; running the statement says why.
      return Stream.empty();
    }
  }

  private static Candidate candidate(String before, Path file) {
    var name = file.getFileName().toString();
    boolean isFolder = Files.isDirectory(file);
    var value = before + name + (isFolder ? "/" : "`");
    return new Candidate(value, name + (isFolder ? "/" : ""), "files", null, null, null, !isFolder);
  }
}
