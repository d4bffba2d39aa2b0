package dev.stint.tests.benchmark;

import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What each stage of statements that stress one operator costs in processor time: where the
/// numbers of `ExecutionSpeed` come from. Prints, per statement and stage, tasks, rows and bytes in
/// and out, CPU milliseconds, and CPU nanoseconds per byte and row in; of several runs the last but
/// the first run of all, whose stages bear the JVM's start. The scale is the system property
/// `scale` (0.1), the number of runs `runs` (4).
@Tag("benchmark")
class SpeedBenchmark {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));
  private static final int RUNS = Integer.getInteger("runs", 4);

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT count(*) FROM lineitem WHERE l_quantity < 0",
          "SELECT max(l_orderkey), max(l_partkey), max(l_extendedprice) FROM lineitem",
          "SELECT max(l_comment), max(l_shipinstruct), max(l_shipdate) FROM lineitem",
          "SELECT max(l_orderkey), max(l_partkey), max(l_extendedprice) FROM lineitem_csv",
          "SELECT max(l_orderkey), max(l_partkey), max(l_extendedprice) FROM lineitem_json",
          "SELECT l_orderkey, l_extendedprice, l_shipdate, l_comment FROM lineitem",
          "SELECT l_orderkey, l_extendedprice, l_shipdate FROM lineitem ORDER BY l_shipdate",
          "SELECT l_orderkey, sum(l_quantity) s FROM lineitem GROUP BY l_orderkey HAVING s < 0",
          "SELECT l_partkey, sum(l_quantity) s FROM lineitem GROUP BY l_partkey HAVING s < 0",
          "SELECT l_returnflag, sum(l_quantity), sum(l_extendedprice) FROM lineitem GROUP BY 1",
          "SELECT sum(l_extendedprice + o_totalprice) FROM lineitem, orders"
              + " WHERE l_orderkey = o_orderkey",
          "SELECT sum(l_extendedprice + s_acctbal) FROM lineitem, supplier"
              + " WHERE l_suppkey = s_suppkey");

  private static final Logger HADOOP = Logger.getLogger("org.apache");

  @Test
  void costOfEachStage() throws IOException, SQLException {
    HADOOP.setLevel(Level.SEVERE);
    var files = TpchData.at(Path.of("target"), SCALE);
    writeText(files);
    System.out.printf(
        "scale %s, %d processors%n", SCALE, Runtime.getRuntime().availableProcessors());
    var statements = new LinkedHashMap<String, String>();
    STATEMENTS.forEach(sql -> statements.put(sql, sql));
    for (var query : TpchQueries.NAMES) {
      statements.put(query, TpchQueries.sql(query));
    }
    try (var session = LocalSession.open(settings(), S3Use.NOT_NEEDED)) {
      statements.forEach((name, sql) -> measure(session, tables(files), name, sql));
    }
  }

  static SessionSettings settings() {
    return new SessionSettings(
        FunctionMode.THREADS,
        Runtime.getRuntime().availableProcessors(),
        SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES,
        Path.of("target", "s3"),
        Path.of("target", "cache"),
        Path.of("target", "work").toAbsolutePath(),
        "UTC");
  }

  /// The tables of TPC-H in Parquet.
  static List<TableSource> parquet(Path files) {
    return TpchQueries.TABLES.stream()
        .map(name -> TableSource.at(name, files.resolve(name + ".parquet").toUri().toString()))
        .toList();
  }

  static List<TableSource> tables(Path files) {
    var tables = new ArrayList<>(parquet(files));
    tables.add(
        new TableSource(
            "lineitem_csv",
            files.resolve("lineitem.csv").toUri().toString(),
            "csv",
            Map.of("header", "true", "inferSchema", "true"),
            null));
    tables.add(TableSource.at("lineitem_json", files.resolve("lineitem.json").toUri().toString()));
    return tables;
  }

  private static void writeText(Path files) throws SQLException {
    if (Files.exists(files.resolve("lineitem.json"))) {
      return;
    }
    try (var duckDb = new DuckDb()) {
      var lineitem =
          "(SELECT * FROM '%s' LIMIT 600000)".formatted(files.resolve("lineitem.parquet"));
      duckDb.execute(
          "COPY %s TO '%s' (FORMAT csv, HEADER)"
              .formatted(lineitem, files.resolve("lineitem.csv")));
      duckDb.execute(
          "COPY %s TO '%s' (FORMAT json)".formatted(lineitem, files.resolve("lineitem.json")));
    }
  }

  private static void measure(Session session, List<TableSource> tables, String name, String sql) {
    System.out.println(name);
    for (int run = 0; run < RUNS; run++) {
      var graph = session.plan(sql, List.of(), session.catalog(tables), null);
      var report = run(session, graph);
      if (run == 0 || run == RUNS - 1) {
        print(run, report);
      }
    }
  }

  static RunReport run(Session session, StageGraph graph) {
    return run(session, graph, RunListener.NONE, ResultConsumer.NONE);
  }

  static RunReport run(
      Session session, StageGraph graph, RunListener listener, ResultConsumer results) {
    var origin =
        new RunOrigin(UUID.randomUUID().toString().replace("-", ""), null, 0, 1, "benchmark");
    return session.run(origin.runId(), origin, graph, RunLimits.NONE, listener, results);
  }

  private static void print(int run, RunReport report) {
    for (var stage : report.stages()) {
      var metrics = stage.metrics();
      System.out.printf(
          "  run %d stage %d: %3d tasks, in %,10d rows %,12d B, out %,10d rows %,12d B,"
              + " cpu %,6d ms, wall %,6d ms, %6.1f ns/B, %7.1f ns/row, GET %d PUT %d LIST %d%n",
          run,
          stage.stageId(),
          stage.tasks(),
          metrics.inputRows(),
          metrics.inputBytes(),
          metrics.outputRows(),
          metrics.outputBytes(),
          metrics.cpuNanos() / 1_000_000,
          metrics.wallNanos() / 1_000_000,
          (double) metrics.cpuNanos() / Math.max(1, metrics.inputBytes()),
          (double) metrics.cpuNanos() / Math.max(1, metrics.inputRows()),
          metrics.getRequests(),
          metrics.putRequests(),
          metrics.listRequests());
    }
  }
}
