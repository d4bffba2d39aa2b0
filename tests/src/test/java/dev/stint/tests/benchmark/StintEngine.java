package dev.stint.tests.benchmark;

import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A session of Stint on this machine, as `stint shell` has one. A statement's time holds reading
/// the footers, planning, the run with its log, and reading the answer.
final class StintEngine implements Engine {

  private static final String BUCKET = "tables";

  private final Session session;
  private final List<TableSource> tables;
  private final FunctionMode functions;
  private long rows;
  private RunReport report;

  private StintEngine(Session session, List<TableSource> tables, FunctionMode functions) {
    this.session = session;
    this.tables = tables;
    this.functions = functions;
  }

  /// With functions as threads over files.
  static StintEngine ofThreads(Map<String, Path> files, Path home) {
    var tables = new ArrayList<TableSource>();
    files.forEach((name, file) -> tables.add(TableSource.at(name, file.toUri().toString())));
    return new StintEngine(
        LocalSession.open(settings(FunctionMode.THREADS, home), S3Use.NOT_NEEDED),
        tables,
        FunctionMode.THREADS);
  }

  /// With functions as processes over the embedded S3, in whose folder the tables' files are put.
  static StintEngine ofProcesses(Map<String, Path> files, Path home) throws IOException {
    var settings = settings(FunctionMode.PROCESSES, home);
    var bucket = settings.dataFolder().resolve(BUCKET);
    Files.createDirectories(bucket);
    var tables = new ArrayList<TableSource>();
    for (var file : files.entrySet()) {
      var key = file.getKey() + ".parquet";
      Files.copy(file.getValue(), bucket.resolve(key));
      tables.add(TableSource.at(file.getKey(), "s3://" + BUCKET + "/" + key));
    }
    return new StintEngine(
        LocalSession.open(settings, S3Use.NEEDED), tables, FunctionMode.PROCESSES);
  }

  private static SessionSettings settings(FunctionMode functions, Path home) {
    return new SessionSettings(
        functions,
        Runtime.getRuntime().availableProcessors(),
        SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES,
        home.resolve("s3"),
        home.resolve("cache"),
        home.resolve("work"),
        "UTC");
  }

  @Override
  public List<ProcessHandle> processes() {
    return functions == FunctionMode.THREADS
        ? List.of()
        : ProcessHandle.current().descendants().toList();
  }

  @Override
  public void run(String sql) {
    var graph = session.plan(sql, List.of(), session.catalog(tables), null);
    var runId = UUID.randomUUID().toString().replace("-", "");
    var origin = new RunOrigin(runId, null, 0, 1, "benchmark");
    report = session.run(runId, origin, graph, RunLimits.NONE, RunListener.NONE, this::count);
    if (report.status() != RunStatus.SUCCEEDED) {
      throw new IllegalStateException(sql + ": " + report.failure());
    }
  }

  private void count(Schema schema, List<SegmentRef> segments) {
    rows = 0;
    try (var batches = SegmentBatches.read(session.store(), segments, schema)) {
      while (batches.hasNext()) {
        rows += batches.next().rowCount();
      }
    }
  }

  @Override
  public Amounts amounts() {
    var metrics = report.metrics();
    return new Amounts(
        rows,
        metrics.inputRows(),
        metrics.inputBytes(),
        metrics.getRequests() + metrics.putRequests() + metrics.listRequests());
  }

  @Override
  public void close() {
    session.close();
  }
}
