package dev.stint.tests.tpcds;

import dev.stint.tests.reference.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The queries as Spark has them, out of its test jar.
public final class TpcdsQueries {

  private static final List<String> FOLDERS =
      List.of("/tpcds", "/tpcds-v2.7.0", "/tpcds-modifiedQueries");

  private TpcdsQueries() {}

  /// For these the reference engine takes minutes and gigabytes.
  public static final Set<String> WITHOUT_REFERENCE = Set.of("tpcds/q85");

  /// Statements by the names of their files: `tpcds/q1` and so on.
  public static Map<String, String> all() {
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

  /// The query without its last LIMIT, since which of several equal rows that keeps is open.
  public static String whole(String sql) {
    return sql.strip().replaceFirst("(?is)\\s*limit\\s+\\d+\\s*;?$", "");
  }

  /// As the reference engine wants it: without names that are its reserved words.
  public static String forReference(String sql) {
    return sql.replace('`', '"')
        .replaceAll("(?i)\\bleft semi join\\b", "semi join")
        .replaceAll("(?i)\\breturns\\b", "\"returns\"")
        .replaceAll("(?i)\\) at,", ") \"at\",");
  }

  /// Whether the reference went on where Stint, as Spark, refuses to divide by zero.
  public static boolean dividesByZero(Answer reference) {
    return reference.rows().stream().anyMatch(TpcdsQueries::hasNoNumber);
  }

  private static boolean hasNoNumber(List<@Nullable Object> row) {
    return row.stream().anyMatch(cell -> cell instanceof Double d && !Double.isFinite(d));
  }
}
