package dev.stint.tests.benchmark;

import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.reference.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What aggregates that look at all values of a group need, over `rows` (10,000,000) rows in
/// functions of `memory` (1769) MiB that are processes: `one` group of all rows, or `many`, 100,000
/// of them; over few values (1000), or all different. Prints the most that a task had reserved,
/// what was put on the disk, the attempts that failed for memory, and how a run failed that did.
@Tag("benchmark")
class AggregateMemoryBenchmark {

  private static final long ROWS = Long.getLong("rows", 10_000_000L);
  static final long MEMORY_BYTES =
      Long.getLong("memory", SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES >> 20) << 20;
  private static final List<String> NAMES =
      List.of(System.getProperty("queries", "all").split(",", -1));

  private static final String TABLE =
      """
      SELECT (hash(i) % 100000)::BIGINT AS g,
             (hash(i + 1) % 1000)::INTEGER AS few,
             (i * 7919 % ROW_COUNT) / 4.0::DOUBLE AS d,
             'v' || (i * 7919 % ROW_COUNT) AS s
      FROM range(ROW_COUNT) AS r(i)
      """;

  private static final Map<String, String> AGGREGATES = new LinkedHashMap<>();

  static {
    AGGREGATES.put("percentile few", "percentile(few, 0.3)");
    AGGREGATES.put("percentile", "percentile(d, 0.3)");
    AGGREGATES.put("percentile_cont", "percentile_cont(0.3) WITHIN GROUP (ORDER BY d)");
    AGGREGATES.put("percentile_disc", "percentile_disc(0.3) WITHIN GROUP (ORDER BY d)");
    AGGREGATES.put("approx_percentile", "approx_percentile(d, 0.3)");
    AGGREGATES.put("median", "median(d)");
    AGGREGATES.put("mode few", "mode(few)");
    AGGREGATES.put("mode", "mode(s)");
    AGGREGATES.put("listagg few", "length(listagg(DISTINCT few, ','))");
    AGGREGATES.put("listagg", "length(listagg(s, ',') WITHIN GROUP (ORDER BY s))");
    AGGREGATES.put("string_agg", "length(string_agg(s, ','))");
    AGGREGATES.put("approx_count_distinct", "approx_count_distinct(s)");
    AGGREGATES.put("count distinct", "count(DISTINCT s)");
    AGGREGATES.put("max_by", "max_by(s, d)");
    AGGREGATES.put("corr", "corr(few, d)");
  }

  @Test
  void memoryOfEachAggregate() throws SQLException {
    var file = Path.of("target", "values-" + ROWS + ".parquet").toAbsolutePath();
    if (!Files.exists(file)) {
      try (var duckDb = new DuckDb()) {
        duckDb.execute(
            "COPY (%s) TO '%s'".formatted(TABLE.replace("ROW_COUNT", Long.toString(ROWS)), file));
      }
    }
    System.out.printf("%,d rows, functions of %d MiB%n", ROWS, MEMORY_BYTES >> 20);
    var tables = List.of(TableSource.at("facts", file.toUri().toString()));
    try (var session = LocalSession.open(settings(), S3Use.NOT_NEEDED)) {
      for (var aggregate : AGGREGATES.entrySet()) {
        if (NAMES.contains("all") || NAMES.contains(aggregate.getKey())) {
          String value = aggregate.getValue();
          String one = "SELECT %s FROM facts".formatted(value);
          String many =
              "SELECT max(x) FROM (SELECT %s AS x FROM facts GROUP BY g)".formatted(value);
          for (var sql : List.of(one, many)) {
            var graph = session.plan(sql, List.of(), session.catalog(tables), null);
            var tally = new MemoryTally();
            var report = SpeedBenchmark.run(session, graph, tally, ResultConsumer.NONE);
            print(aggregate.getKey() + (sql.equals(one) ? ", one" : ", many"), report, tally);
          }
        }
      }
    }
  }

  /// Functions of `memory` MiB that are processes, two at once.
  static SessionSettings settings() {
    return new SessionSettings(
        FunctionMode.PROCESSES,
        2,
        MEMORY_BYTES,
        Path.of("target", "s3"),
        Path.of("target", "cache"),
        Path.of("target", "work").toAbsolutePath(),
        "UTC");
  }

  /// Prints a line of what a run took, and how it failed if it did.
  static void print(String name, RunReport report, MemoryTally tally) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %5d MiB, spilled %5d MiB, failed %d, %6d ms%s%n",
        name,
        tally.reservedPeakBytes() >> 20,
        tally.spilledBytes() >> 20,
        tally.failedForMemory(),
        report.endTime().toEpochMilli() - report.startTime().toEpochMilli(),
        report.status() == RunStatus.SUCCEEDED
            ? ""
            : "  " + Objects.requireNonNull(report.failure()).message());
  }
}
