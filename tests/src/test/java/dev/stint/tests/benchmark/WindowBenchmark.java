package dev.stint.tests.benchmark;

import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Window functions beside other engines ([Comparison]), over `rows` (10,000,000) rows: `g` has
/// 100,000 values, `few` has 20, `t` counts up to 1,000,000. Each query adds up what its windows
/// give, so that no result is printed.
@Tag("benchmark")
class WindowBenchmark {

  private static final long ROWS = Long.getLong("rows", 10_000_000L);

  private static final String TABLE =
      """
      SELECT (hash(i) % 100000)::BIGINT AS g,
             (hash(i + 1) % 20)::INTEGER AS few,
             (hash(i + 2) % 1000000)::INTEGER AS t,
             (hash(i + 3) % 1000)::INTEGER AS v,
             (hash(i + 4) % 1000000) / 7.0::DOUBLE AS d
      FROM range(ROW_COUNT) AS r(i)
      """;

  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    query("number", "row_number() OVER (PARTITION BY g ORDER BY t)");
    query("ranks", "rank() OVER w + dense_rank() OVER w + ntile(4) OVER w", ordered("g"));
    query("total", "sum(v) OVER (PARTITION BY g)");
    query("running", "sum(v) OVER (PARTITION BY g ORDER BY t)");
    query("offsets", "coalesce(lag(v) OVER w, 0) + coalesce(lead(v, 2) OVER w, 0)", ordered("g"));
    query("sliding", "avg(d) OVER (PARTITION BY g ORDER BY t ROWS 10 PRECEDING)");
    query("wide", "sum(d) OVER (PARTITION BY few ORDER BY t ROWS 1000 PRECEDING)");
    query("range", "max(v) OVER (PARTITION BY g ORDER BY t RANGE 50000 PRECEDING)");
    query(
        "several",
        "row_number() OVER (PARTITION BY g ORDER BY t) + sum(v) OVER (PARTITION BY g, few ORDER BY"
            + " t) + count(*) OVER (PARTITION BY g)");
    QUERIES.put(
        "top",
        "SELECT sum(v), count(*) FROM (SELECT v, row_number() OVER (PARTITION BY g ORDER BY t, v)"
            + " AS n FROM facts) AS x WHERE n <= 3");
  }

  private static void query(String name, String value) {
    query(name, value, "");
  }

  private static void query(String name, String value, String windows) {
    QUERIES.put(
        name, "SELECT sum(x) FROM (SELECT " + value + " AS x FROM facts" + windows + ") AS y");
  }

  private static String ordered(String partition) {
    return " WINDOW w AS (PARTITION BY " + partition + " ORDER BY t)";
  }

  /// Made once.
  static Path table() throws IOException {
    var file = Path.of("target", "windows-" + ROWS + ".parquet").toAbsolutePath();
    if (!Files.exists(file)) {
      try (var duckDb = new DuckDb()) {
        duckDb.execute(
            "COPY (%s) TO '%s'".formatted(TABLE.replace("ROW_COUNT", Long.toString(ROWS)), file));
      }
    }
    return file;
  }

  @Test
  void windowsBesideOthers() throws IOException {
    var file = table();
    var title = "windows over " + ROWS + " rows";
    try (var engines = new Comparison("windows-" + ROWS, title, Map.of("facts", file))) {
      for (var query : QUERIES.entrySet()) {
        engines.measure(query.getKey(), query.getValue());
      }
      engines.finish();
    }
  }
}
