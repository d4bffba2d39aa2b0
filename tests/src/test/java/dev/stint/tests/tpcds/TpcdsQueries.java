package dev.stint.tests.tpcds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The queries as Spark has them, out of its test jar.
final class TpcdsQueries {

  private static final List<String> FOLDERS =
      List.of("/tpcds", "/tpcds-v2.7.0", "/tpcds-modifiedQueries");

  private TpcdsQueries() {}

  /// Statements by the names of their files: `tpcds/q1` and so on.
  static Map<String, String> all() {
    var found = TpcdsQueries.class.getResource("/sql-tests/results");
    if (found == null) {
      throw new IllegalStateException("Spark's test jar is not on the class path");
    }
    var jar = URI.create(found.toString().substring(0, found.toString().indexOf('!')));
    try (var files = FileSystems.newFileSystem(jar, Map.of())) {
      var queries = new TreeMap<String, String>();
      for (var folder : FOLDERS) {
        try (var paths = Files.list(files.getPath(folder))) {
          for (var path : paths.filter(p -> p.toString().endsWith(".sql")).toList()) {
            queries.put(path.toString().substring(1).replace(".sql", ""), Files.readString(path));
          }
        }
      }
      return queries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
