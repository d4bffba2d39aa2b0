package dev.stint.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.reference.Answer;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.reference.ResultRows;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// TPC-H at a `scale` (1) in functions of `memory` (512) MiB that are processes over the embedded
/// S3, `parallelism` (2) at once: what each query takes of memory and disk, whether attempts failed
/// since there was too little, and whether the answer is DuckDB's. `queries` (all) names some. The
/// tables are made once, in the embedded S3's folder below `folder` (target).
///
/// Prints a line for each query and fails at the end if an attempt ran out of memory, a process had
/// more than its function's, or an answer differs.
@Tag("benchmark")
class SmallFunctionsBenchmark {

  /// Of the embedded S3, and the folder that holds it.
  private static final String BUCKET = "tables";

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "1"));
  private static final long MEMORY_BYTES = Long.getLong("memory", 512L) << 20;
  private static final int PARALLELISM = Integer.getInteger("parallelism", 2);
  private static final String QUERIES = System.getProperty("queries", "all");
  private static final Path FOLDER =
      Path.of(System.getProperty("folder", "target")).toAbsolutePath();

  private final List<String> faults = new ArrayList<>();

  @Test
  void queriesNeedNoLargerFunction() throws IOException, SQLException {
    var files = TpchData.at(FOLDER.resolve("s3").resolve(BUCKET), SCALE);
    System.out.printf(
        "TPC-H at scale %s, functions of %d MiB, %d at once%n",
        SCALE, MEMORY_BYTES >> 20, PARALLELISM);
    System.out.println(
        "query  seconds attempts failed  reserved MiB  resident MiB  spilled MiB  /tmp MiB");
    try (var session = LocalSession.open(settings(), S3Use.NEEDED)) {
      var tables = tables(files);
      for (var query : TpchQueries.NAMES) {
        if (QUERIES.equals("all") || List.of(QUERIES.split(",", -1)).contains(query)) {
          measure(session, tables, query, expected(files, query));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private static SessionSettings settings() {
    return new SessionSettings(
        FunctionMode.PROCESSES,
        PARALLELISM,
        MEMORY_BYTES,
        FOLDER.resolve("s3"),
        FOLDER.resolve("cache"),
        FOLDER.resolve("work"),
        "UTC");
  }

  private static List<TableSource> tables(Path files) {
    return TpchQueries.TABLES.stream()
        .map(
            name ->
                TableSource.at(
                    name, "s3://%s/%s/%s.parquet".formatted(BUCKET, files.getFileName(), name)))
        .toList();
  }

  private static Answer expected(Path files, String query) throws IOException {
    try (var duckDb = new DuckDb()) {
      duckDb.execute("SET memory_limit = '4GB'");
      duckDb.execute("SET temp_directory = '%s'".formatted(FOLDER.resolve("duckdb")));
      TpchQueries.TABLES.forEach(
          name -> duckDb.parquetTable(name, files.resolve(name + ".parquet")));
      return duckDb.query(TpchQueries.sql(query));
    }
  }

  private void measure(Session session, List<TableSource> tables, String query, Answer expected)
      throws IOException {
    var tally = new MemoryTally();
    var differences = new ArrayList<String>();
    var graph = session.plan(TpchQueries.sql(query), List.of(), session.catalog(tables), null);
    var watch = FunctionWatch.start();
    RunReport report;
    try (watch) {
      report =
          SpeedBenchmark.run(
              session,
              graph,
              tally,
              (schema, segments) ->
                  Optional.ofNullable(
                          expected.difference(
                              ResultRows.answer(session.store(), schema, segments), false))
                      .ifPresent(differences::add));
    }
    print(query, report, tally, watch);
    judge(query, report, tally, watch.residentPeakBytes());
    differences.forEach(difference -> faults.add(query + ": " + difference));
  }

  private static void print(
      String query, RunReport report, MemoryTally tally, FunctionWatch watch) {
    System.out.printf(
        Locale.ROOT,
        "%-6s %7.1f %8d %6d %13d %13d %12d %9d%n",
        query,
        (report.endTime().toEpochMilli() - report.startTime().toEpochMilli()) / 1000.0,
        tally.attempts(),
        tally.failedForMemory(),
        tally.reservedPeakBytes() >> 20,
        watch.residentPeakBytes() >> 20,
        tally.spilledBytes() >> 20,
        watch.diskPeakBytes() >> 20);
    tally.failures().forEach(failure -> System.out.println("       " + failure));
  }

  private void judge(String query, RunReport report, MemoryTally tally, long residentBytes) {
    if (report.status() != RunStatus.SUCCEEDED) {
      faults.add(query + ": " + Objects.requireNonNull(report.failure()).message());
    }
    if (tally.failedForMemory() > 0) {
      faults.add(query + ": " + tally.failures());
    }
    if (residentBytes > MEMORY_BYTES) {
      faults.add(query + ": a process had " + (residentBytes >> 20) + " MiB");
    }
  }
}
