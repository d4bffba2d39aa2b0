package dev.stint.coordinator.session;

import dev.stint.config.price.PriceTable;
import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunRequest;
import dev.stint.coordinator.run.RunSettings;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The local target: files and an embedded S3 server, functions as threads or processes. Plans and
/// runs one statement at a time, on the caller's thread; [#cancel] alone may be called from others.
///
/// Temporary objects lie in the bucket [#WORK_BUCKET] of the embedded server, or in a temporary
/// folder when there is no server; they are gone when the session is closed.
public final class LocalSession implements AutoCloseable {

  static final String WORK_BUCKET = "stint-work";

  private final SessionSettings settings;
  private final Closer closer = new Closer();
  private final @Nullable EmbeddedS3 s3;
  private final Configuration hadoop;
  private final ObjectStore store;
  private final FunctionInvoker invoker;
  private final String workPath;
  private volatile @Nullable RunDriver driver;
  private volatile boolean isCancelled;

  private LocalSession(SessionSettings settings, S3Use s3Use) {
    this.settings = settings;
    try {
      this.s3 = s3Use == S3Use.NEEDED ? startS3() : null;
      var s3Settings = s3 == null ? S3Settings.aws(S3Settings.DEFAULT_REGION) : s3.settings();
      this.hadoop = HadoopSettings.of(s3Settings);
      closer.add(HadoopSettings::closeFileSystems);
      this.store = ObjectStores.open(s3Settings);
      closer.add(store::close);
      this.workPath = s3 == null ? temporaryFolder() : workBucket(s3);
      this.invoker = openInvoker(s3Settings);
      closer.add(invoker::close);
    } catch (RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  public static LocalSession open(SessionSettings settings, S3Use s3Use) {
    return new LocalSession(settings, s3Use);
  }

  private EmbeddedS3 startS3() {
    var server = EmbeddedS3.start(settings.dataFolder());
    closer.add(server::close);
    return server;
  }

  private String temporaryFolder() {
    var folder = TemporaryFolder.create();
    closer.add(folder::delete);
    return folder.path();
  }

  private static String workBucket(EmbeddedS3 s3) {
    s3.createBucket(WORK_BUCKET);
    return "s3://" + WORK_BUCKET;
  }

  private FunctionInvoker openInvoker(S3Settings s3Settings) {
    return switch (settings.functions()) {
      case THREADS -> {
        var runner = new TaskRunner(new FunctionEnvironment(store, hadoop));
        yield new ThreadInvoker(runner::run, settings.parallelism());
      }
      case PROCESSES -> {
        var endpoint =
            FunctionEndpoint.start(
                LocalFunctions.definitions(settings, s3Settings), settings.cacheFolder());
        closer.add(endpoint::close);
        yield new LambdaInvoker(endpoint.settings(), store);
      }
    };
  }

  /// Tables under their names; nothing is opened yet.
  public Catalog catalog(List<TableSource> sources) {
    return new FileCatalog(sources, hadoop, new ScanSampler(hadoop), new PendingCommit(store));
  }

  /// Plans a statement, which may use `views`, and whose rows are the result or go into the files
  /// of `output`.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER pointing at what is wrong
  public StageGraph plan(
      String sql, List<View> views, Catalog catalog, PlanRequest.@Nullable Output output) {
    var request =
        PlanRequest.forResult(catalog, settings.timeZone(), Instant.now()).withViews(views);
    return new SqlPlanner().plan(sql, output == null ? request : request.withOutput(output));
  }

  /// Runs a planned statement, which may cost `maxDollars`. The bucket of its output is made if it
  /// is not there.
  public RunReport run(
      StageGraph graph,
      int maxParallelism,
      double maxDollars,
      RunListener listener,
      ResultConsumer results) {
    makeOutputBucket(graph);
    var request =
        new RunRequest(
            UUID.randomUUID().toString().substring(0, 8),
            graph,
            runSettings(maxParallelism).withMaxDollars(maxDollars));
    var newDriver = new RunDriver(RunEnvironment.of(invoker, store), request, listener, results);
    driver = newDriver;
    if (isCancelled) {
      newDriver.cancel();
    }
    try {
      return newDriver.run();
    } finally {
      driver = null;
    }
  }

  private RunSettings runSettings(int maxParallelism) {
    return RunSettings.of(
        workPath, Math.min(maxParallelism, settings.parallelism()), settings.functionMemoryBytes());
  }

  private void makeOutputBucket(StageGraph graph) {
    if (s3 != null && graph.root().fragment().output() instanceof StageOutput.FileSink sink) {
      var path = ObjectPath.parsePrefix(sink.path());
      if (path.scheme() == ObjectPath.Scheme.S3) {
        s3.createBucket(path.bucket());
      }
    }
  }

  /// Ends the run that is under way, and all later ones at once. Any thread may call this.
  public void cancel() {
    isCancelled = true;
    var running = driver;
    if (running != null) {
      running.cancel();
    }
  }

  public ObjectStore store() {
    return store;
  }

  /// Makes a bucket of the embedded server unless it is there.
  ///
  /// @throws IllegalStateException in a session without S3
  public void createBucket(String name) {
    if (s3 == null) {
      throw new IllegalStateException("a session without S3");
    }
    s3.createBucket(name);
  }

  /// What costs are counted with.
  public PriceTable prices() {
    return PriceTable.US_EAST_1_ARM;
  }

  public SessionSettings settings() {
    return settings;
  }

  /// The absolute form of a path that a user wrote: a plain one is taken from the working folder.
  public static String absolutePath(String path) {
    if (path.startsWith("s3a://")) {
      return "s3://" + path.substring("s3a://".length());
    }
    return path.matches("[a-zA-Z][a-zA-Z0-9+.-]*:/.*")
        ? path
        : "file://" + Path.of(path).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    closer.close();
  }
}
