package dev.stint.coordinator.session;

import dev.stint.config.price.PriceTable;
import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.LambdaInvoker.StopFlags;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The local target: files and an embedded S3 server, functions as threads or processes.
///
/// Runs keep their objects in the bucket `stint-work` of the embedded server, or in the settings'
/// work folder when there is no server: see [LocalWorkFolder].
public final class LocalSession implements Session {

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
      this.workPath = s3 == null ? LocalWorkFolder.onFiles(settings).path() : workBucket(s3);
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

  private String workBucket(EmbeddedS3 server) {
    server.createBucket(LocalWorkFolder.BUCKET);
    return LocalWorkFolder.inS3(settings).path();
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
        yield new LambdaInvoker(endpoint.settings(), store, StopFlags.NOT_NEEDED);
      }
    };
  }

  @Override
  public Catalog catalog(List<TableSource> sources) {
    return new FileCatalog(sources, hadoop, new ScanSampler(hadoop), new PendingCommit(store));
  }

  @Override
  public StageGraph plan(
      String sql, List<View> views, Catalog catalog, PlanRequest.@Nullable Output output) {
    var request =
        PlanRequest.forResult(catalog, settings.timeZone(), Instant.now()).withViews(views);
    return new SqlPlanner().plan(sql, output == null ? request : request.withOutput(output));
  }

  /// Makes the bucket of the embedded server unless it is there.
  @Override
  public void prepareOutput(String path) {
    if (s3 != null) {
      var place = ObjectPath.parsePrefix(path);
      if (place.scheme() == ObjectPath.Scheme.S3) {
        s3.createBucket(place.bucket());
      }
    }
  }

  @Override
  public RunReport run(
      String runId,
      RunOrigin origin,
      StageGraph graph,
      RunLimits limits,
      RunListener listener,
      ResultConsumer results) {
    return drive(new RunRequest(runId, graph, runSettings(limits), origin), listener, results);
  }

  @Override
  public RunReport resume(RunRequest request, RunListener listener, ResultConsumer results) {
    var path = request.settings().workPath();
    if (!path.equals(workPath)) {
      throw StintException.user(
          "run %s has its log in %s, and this session works in %s: give it the folders it had"
              .formatted(request.runId(), path, workPath));
    }
    return drive(request, listener, results);
  }

  private RunReport drive(RunRequest request, RunListener listener, ResultConsumer results) {
    var newDriver = new RunDriver(RunEnvironment.local(invoker, store), request, listener, results);
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

  private RunSettings runSettings(RunLimits limits) {
    return RunSettings.of(
            workPath,
            Math.min(limits.maxParallelism(), settings.parallelism()),
            AttemptPolicy.of(settings.functionMemoryBytes()))
        .withMaxDollars(limits.maxDollars())
        .withMaxDuration(limits.maxDuration());
  }

  /// Threads share the start of this process; processes are started as they are needed.
  @Override
  public EstimateSettings estimateSettings(RunLimits limits) {
    var run = runSettings(limits);
    int cold =
        switch (settings.functions()) {
          case THREADS -> 1;
          case PROCESSES -> run.maxParallelism();
        };
    return new EstimateSettings(
        settings.functionMemoryBytes(),
        PriceTable.FREE_TEMPORARY_BYTES,
        run.maxParallelism(),
        cold,
        run.partitions().within(settings.functionMemoryBytes()),
        run.inlineLimitBytes(),
        run.stageInlineLimitBytes(),
        ExecutionSpeed.LOCAL);
  }

  @Override
  public String workPath() {
    return workPath;
  }

  @Override
  public void cancel() {
    isCancelled = true;
    var running = driver;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public PriceTable prices() {
    return PriceTable.US_EAST_1_ARM;
  }

  @Override
  public ZoneId timeZone() {
    return ZoneId.of(settings.timeZone());
  }

  @Override
  public void close() {
    closer.close();
  }
}
