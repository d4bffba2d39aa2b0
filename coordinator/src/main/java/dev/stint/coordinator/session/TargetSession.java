package dev.stint.coordinator.session;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.config.memory.FunctionMemory;
import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.request.Expectation;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskFailure;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.CatalogListener;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.FooterCache;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.BroadcastLimits;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.tree.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The session of every target: what differs from one to the other is in its [Parts].
final class TargetSession implements Session {

  /// What a target is made of. `runSettings` are those of a run without limits; of `coldFunctions`
  /// an estimate takes that they start anew. `prepareOutput` sees to it that files can be written
  /// below a prefix. `closer` closes all of it.
  record Parts(
      RunEnvironment environment,
      Configuration hadoop,
      RunSettings runSettings,
      int coldFunctions,
      ExecutionSpeed speed,
      ZoneId timeZone,
      Consumer<String> prepareOutput,
      Closer closer) {

    /// The same, of which another session takes care.
    Parts lent() {
      return new Parts(
          environment,
          hadoop,
          runSettings,
          coldFunctions,
          speed,
          timeZone,
          prepareOutput,
          new Closer());
    }
  }

  private final Parts parts;
  private final RunEnvironment environment;
  private final FooterCache footers = new FooterCache();
  private volatile @Nullable RunDriver driver;
  private volatile boolean isCancelled;
  private volatile @Nullable TaskFailure reasonToEnd;
  private volatile @Nullable Duration leavePatience;

  TargetSession(Parts parts) {
    this.parts = parts;
    this.environment = parts.environment();
  }

  @Override
  public Catalog catalog(List<TableSource> sources, CatalogListener listener) {
    var hadoop = parts.hadoop();
    return new FileCatalog(
        sources, hadoop, new ScanSampler(hadoop), new PendingCommit(store()), footers, listener);
  }

  @Override
  public StageGraph plan(
      String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output) {
    return new SqlPlanner().plan(sql, request(names, catalog, output));
  }

  @Override
  public Literal constant(String text) {
    return new SqlPlanner().constant(text, request(Namespace.EMPTY, catalog(List.of()), null));
  }

  @Override
  public Statement parse(String sql, Namespace names) {
    return new SqlPlanner().parse(sql, request(names, catalog(List.of()), null));
  }

  @Override
  public List<ViewColumn> columns(String sql, Namespace names, Catalog catalog) {
    return new SqlPlanner().columns(sql, request(names, catalog, null));
  }

  @Override
  public String folder(String sql, List<String> partitionBy, Namespace names, Catalog catalog) {
    return new SqlPlanner().folder(sql, partitionBy, request(names, catalog, null));
  }

  @Override
  public Set<String> reads(String sql, Namespace names) {
    return new SqlPlanner().reads(sql, request(names, catalog(List.of()), null));
  }

  @Override
  public Effect effect(
      String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output) {
    return new SqlPlanner().effect(sql, request(names, catalog, output));
  }

  private PlanRequest request(
      Namespace names, Catalog catalog, PlanRequest.@Nullable Output output) {
    var request =
        PlanRequest.forResult(
                catalog, ConstantExpressions::evaluate, timeZone().getId(), Instant.now())
            .withNames(names)
            .withParameters(names.parameters())
            .withBroadcasts(broadcasts());
    return output == null ? request : request.withOutput(output);
  }

  private BroadcastLimits broadcasts() {
    long memoryBytes = parts.runSettings().attempts().functionMemoryBytes();
    return BroadcastLimits.ofOperators(FunctionMemory.operatorBytes(memoryBytes));
  }

  @Override
  public void prepareOutput(String path) {
    parts.prepareOutput().accept(path);
  }

  @Override
  public RunReport run(
      String runId,
      RunOrigin origin,
      StageGraph graph,
      RunLimits limits,
      RunListener listener,
      ResultConsumer results) {
    var expectation = expectation(graph, limits);
    return drive(
        new RunRequest(runId, graph, runSettings(limits), origin, expectation), listener, results);
  }

  private Expectation expectation(StageGraph graph, RunLimits limits) {
    var estimate = RunEstimate.of(graph, estimateSettings(limits), prices());
    return new Expectation(
        estimate.dollars().expected(),
        estimate.dollars().high(),
        estimate.seconds().expected(),
        estimate.seconds().high());
  }

  @Override
  public RunReport resume(RunRequest request, RunListener listener, ResultConsumer results) {
    var path = request.settings().workPath();
    if (!path.equals(workPath())) {
      throw StintException.user(
          "run %s has its log in %s, and this session works in %s: give it the folders it had"
              .formatted(request.runId(), path, workPath()));
    }
    return drive(request, listener, results);
  }

  private RunReport drive(RunRequest request, RunListener listener, ResultConsumer results) {
    var newDriver = new RunDriver(environment, request, listener, results);
    driver = newDriver;
    if (isCancelled) {
      newDriver.cancel();
    }
    var reason = reasonToEnd;
    if (reason != null) {
      newDriver.end(reason);
    }
    var patience = leavePatience;
    if (patience != null) {
      newDriver.leave(patience);
    }
    try {
      return newDriver.run();
    } finally {
      driver = null;
    }
  }

  private RunSettings runSettings(RunLimits limits) {
    return parts.runSettings().within(limits);
  }

  @Override
  public EstimateSettings estimateSettings(RunLimits limits) {
    var run = runSettings(limits);
    long memoryBytes = run.attempts().functionMemoryBytes();
    return new EstimateSettings(
        memoryBytes,
        FunctionDisk.bytes(memoryBytes),
        run.maxParallelism(),
        Math.min(parts.coldFunctions(), run.maxParallelism()),
        run.partitions().within(memoryBytes),
        run.inlineLimitBytes(),
        run.stageInlineLimitBytes(),
        parts.speed());
  }

  @Override
  public String workPath() {
    return parts.runSettings().workPath();
  }

  @Override
  public Session branch() {
    return new TargetSession(parts.lent());
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
  public void end(TaskFailure reason) {
    reasonToEnd = reason;
    var running = driver;
    if (running != null) {
      running.end(reason);
    }
  }

  @Override
  public void leave(Duration patience) {
    leavePatience = patience;
    var running = driver;
    if (running != null) {
      running.leave(patience);
    }
  }

  @Override
  public ObjectStore store() {
    return environment.store();
  }

  @Override
  public PriceTable prices() {
    return environment.prices();
  }

  @Override
  public ZoneId timeZone() {
    return parts.timeZone();
  }

  @Override
  public void close() {
    parts.closer().close();
  }
}
