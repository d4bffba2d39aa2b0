package dev.stint.tests.faults;

import static java.util.stream.Collectors.joining;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.gc.Gc;
import dev.stint.coordinator.gc.GcPlan;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.BroadcastLimits;
import dev.stint.sql.request.PlanRequest;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/// A lake in an embedded S3: a table of events in several files, one of kinds, and what an earlier
/// run left in the output. Reached without faults.
final class FaultLake implements AutoCloseable {

  static final String OUTPUT_BUCKET = "stint-faults-out";
  static final String WORK_PATH = "s3://stint-faults-work";

  private static final String INPUT = "s3://stint-faults-in/";
  private static final String OUTPUT = "s3://" + OUTPUT_BUCKET + "/daily/";
  private static final int FILES = 6;

  private static final String KINDS =
      "SELECT n::INTEGER AS kind, 'kind ' || (n % 37) AS label FROM range(4000) AS r(n)";

  private final EmbeddedS3 s3;
  private final ObjectStore store;

  private FaultLake(EmbeddedS3 s3) {
    this.s3 = s3;
    this.store = ObjectStores.open(s3.settings());
  }

  /// `scratch` is a folder for files on their way.
  static FaultLake make(Path scratch) throws IOException {
    var s3 = EmbeddedS3.startTemporary();
    s3.createBucket("stint-faults-in");
    s3.createBucket("stint-faults-work");
    s3.createBucket(OUTPUT_BUCKET);
    var lake = new FaultLake(s3);
    for (int file = 0; file < FILES; file++) {
      lake.upload(events(file), scratch, "events/" + file + ".parquet");
    }
    lake.upload(KINDS, scratch, "kinds/0.parquet");
    return lake;
  }

  /// Adds the table `many`, of as many files, or replaces it by another version with the same rows
  /// in `id` and `kind`.
  void addMany(int files, int version, Path scratch) throws IOException {
    for (int file = 0; file < files; file++) {
      var sql =
          "SELECT n AS id, n %% 7 AS kind, %d AS version FROM range(300) AS r(n) WHERE n >= %d"
              .formatted(version, file);
      upload(sql, scratch, "many/%02d.parquet".formatted(file));
    }
  }

  private void upload(String sql, Path scratch, String name) throws IOException {
    var file = scratch.resolve("upload.parquet");
    try (var duckDb = new DuckDb()) {
      duckDb.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 8192)".formatted(sql, file));
    }
    store.write(INPUT + name, Files.readAllBytes(file));
  }

  S3Settings settings() {
    return s3.settings();
  }

  ObjectStore store() {
    return store;
  }

  StageGraph plan(FaultJob job) {
    return plan(job.sql(), output(job));
  }

  /// Plans what may use the tables `events`, `kinds` and `many`.
  StageGraph plan(String sql) {
    return plan(sql, null);
  }

  private StageGraph plan(String sql, PlanRequest.@Nullable Output output) {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var hadoop = new Configuration(false);
    settings().hadoopProperties().forEach(hadoop::set);
    var tables =
        Stream.of("events", "kinds", "many")
            .map(name -> TableSource.at(name, INPUT + name + "/"))
            .toList();
    var catalog =
        new FileCatalog(
            tables,
            hadoop,
            (path, _, _) -> {
              throw new IllegalStateException("not text: " + path);
            },
            new PendingCommit(store));
    var request =
        PlanRequest.forResult(catalog, ConstantExpressions::evaluate, "UTC", Instant.EPOCH)
            .withBroadcasts(BroadcastLimits.NONE);
    return new SqlPlanner().plan(sql, output == null ? request : request.withOutput(output));
  }

  private static PlanRequest.@Nullable Output output(FaultJob job) {
    return switch (job) {
      case REPLACED_FILES ->
          new PlanRequest.Output(
              ParquetFormat.DEFAULT, OUTPUT, WriteMode.OVERWRITE, List.of("quarter"), 1 << 20);
      case SUMS, JOINED_AND_SORTED, DISTINCT_TOP -> null;
    };
  }

  /// Makes the output what an earlier run left.
  void restoreOutput() {
    store.delete(paths(OUTPUT));
    for (var name : List.of("quarter=1/old-0.parquet", "quarter=2/old-1.parquet", "_SUCCESS")) {
      store.write(OUTPUT + name, ("old " + name).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Finishes a commit to the output that was cut off, as whoever reads it does. Says whether one
  /// was.
  boolean finishCommit() {
    return PendingCommit.finish(store, OUTPUT);
  }

  List<String> outputFiles() {
    return paths(OUTPUT);
  }

  /// The rows of the output's files, in an order of their own.
  List<String> outputRows() {
    var files =
        outputFiles().stream()
            .filter(path -> path.endsWith(".parquet"))
            .map(path -> "'" + s3.folder().resolve(path.substring("s3://".length())) + "'")
            .collect(joining(", "));
    try (var duckDb = new DuckDb()) {
      var sql =
          "SELECT * FROM read_parquet([%s], hive_partitioning = true) ORDER BY id".formatted(files);
      return duckDb.query(sql).rows().stream().map(List::toString).toList();
    }
  }

  /// What a run left beside its journal and its output.
  List<String> remains(String runId) {
    return paths(WORK_PATH + "/").stream()
        .filter(path -> !path.contains("/runs/" + runId + "/journal/"))
        .toList();
  }

  List<String> openUploads() {
    return uploads().stream().map(PendingUpload::toString).toList();
  }

  private List<PendingUpload> uploads() {
    return Stream.of(WORK_PATH + "/", "s3://" + OUTPUT_BUCKET + "/")
        .flatMap(folder -> store.listUploads(folder).stream())
        .toList();
  }

  /// Does what `stint gc` does where all runs are over.
  void collectGarbage() {
    var history = new RunHistory(store, WORK_PATH);
    var gc =
        new Gc(
            store,
            WORK_PATH,
            request -> {
              throw new IllegalStateException("run " + request.runId() + " is not over");
            });
    var _ = gc.carryOut(GcPlan.of(history, Duration.ofDays(1), Instant.now()));
  }

  /// Copies the entries of a run's log into `folder`, which is made.
  void copyLog(String runId, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var entry : store.list(runPath(runId) + "journal/")) {
      var name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
      Files.write(
          folder.resolve(name), store.read(entry.path(), 0, Math.toIntExact(entry.bytes())));
    }
  }

  /// Takes away all that a run has left, lest it be held against the next.
  void forget(String runId) {
    store.delete(paths(runPath(runId)));
    uploads().forEach(upload -> store.abortUpload(upload.path(), upload.uploadId()));
  }

  private static String runPath(String runId) {
    return WORK_PATH + "/runs/" + runId + "/";
  }

  private List<String> paths(String folder) {
    return store.list(folder).stream().map(ObjectInfo::path).toList();
  }

  @Override
  public void close() {
    store.close();
    s3.close();
  }

  /// A sixth of the rows of events.
  private static String events(int file) {
    return """
    SELECT n AS id,
           (hash(n, 1) %% 4000)::INTEGER AS kind,
           'name ' || (hash(n, 2) %% 900) AS name,
           ((hash(n, 3) %% 1000000)::BIGINT / 100)::DECIMAL(12,2) AS amount,
           DATE '2024-01-01' + (hash(n, 4) %% 366)::INTEGER AS day
    FROM range(90000) AS r(n) WHERE n %% 6 = %d
    """
        .formatted(file);
  }
}
