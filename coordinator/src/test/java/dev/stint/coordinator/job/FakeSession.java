package dev.stint.coordinator.job;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.ExecutionSpeed;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.CatalogListener;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.statement.Effect;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A target on which every run ends at once, as it was told to, and which remembers what it was
/// asked. A run costs a quarter of a dollar and takes ten minutes.
final class FakeSession implements Session {

  static final Schema SCHEMA = new Schema(List.of());
  static final double RUN_DOLLARS = 0.25;
  static final Duration RUN_DURATION = Duration.ofMinutes(10);

  private static final Instant START = Instant.parse("2026-01-31T03:00:00Z");
  private static final StageGraph GRAPH =
      new StageGraph(
          List.of(
              new Stage(
                  0,
                  new Fragment(
                      new ValuesNode(SCHEMA, List.of(List.of())),
                      new StageOutput.UnkeyedExchange(),
                      "UTC"),
                  Map.of(),
                  1)),
          SCHEMA);

  /// A statement as it was to be planned.
  record Planned(
      String sql,
      List<View> views,
      List<TableSource> tables,
      PlanRequest.@Nullable Output output) {}

  /// A run as it was started.
  record Started(String runId, RunOrigin origin, RunLimits limits) {}

  /// What was done, in order: `plan SQL`, `prepare PATH`, `run ID`.
  final List<String> calls = new ArrayList<>();

  final List<Planned> planned = new ArrayList<>();
  final List<Started> started = new ArrayList<>();
  final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Map<String, RunStatus> endings = new HashMap<>();

  private record Tables(List<TableSource> sources) implements Catalog {
    @Override
    public Optional<Table> find(String name) {
      return Optional.empty();
    }

    @Override
    public Table open(FileFormat format, String path) {
      throw new UnsupportedOperationException("nothing is planned here");
    }

    @Override
    public List<String> names() {
      return sources.stream().map(TableSource::name).toList();
    }
  }

  /// A run that is not told how to end succeeds.
  void end(String runId, RunStatus status) {
    endings.put(runId, status);
  }

  @Override
  public Catalog catalog(List<TableSource> sources, CatalogListener listener) {
    return new Tables(List.copyOf(sources));
  }

  /// Refuses a statement `WRONG`.
  @Override
  public List<ViewColumn> columns(String sql, Namespace names, Catalog catalog) {
    return List.of();
  }

  @Override
  public String folder(String sql, List<String> partitionBy, Namespace names, Catalog catalog) {
    return "";
  }

  @Override
  public Set<String> reads(String sql, Namespace names) {
    return Set.of();
  }

  @Override
  public Effect effect(
      String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output) {
    return new Effect.Rows(plan(sql, names, catalog, output));
  }

  @Override
  public Statement parse(String sql, Namespace names) {
    return new Statement(StatementParser.parse(sql).command(), new SourceText(sql));
  }

  @Override
  public StageGraph plan(
      String sql, Namespace names, Catalog catalog, PlanRequest.@Nullable Output output) {
    calls.add("plan " + sql);
    if (sql.equals("WRONG")) {
      throw StintException.user("no statement");
    }
    planned.add(new Planned(sql, names.views(), ((Tables) catalog).sources(), output));
    return GRAPH;
  }

  @Override
  public void prepareOutput(String path) {
    calls.add("prepare " + path);
  }

  @Override
  public RunReport run(
      String runId,
      RunOrigin origin,
      StageGraph graph,
      RunLimits limits,
      RunListener listener,
      ResultConsumer results) {
    calls.add("run " + runId);
    started.add(new Started(runId, origin, limits));
    var status = endings.getOrDefault(runId, RunStatus.SUCCEEDED);
    if (status == RunStatus.SUCCEEDED) {
      results.accept(SCHEMA, List.of());
    }
    return report(runId, status);
  }

  static RunReport report(String runId, RunStatus status) {
    return new RunReport(
        runId,
        null,
        status,
        status == RunStatus.FAILED ? new TaskFailure(FailureKind.USER, "told to", null) : null,
        List.of(),
        List.of(),
        TaskMetrics.NONE,
        new RunCost(Usage.NONE, RUN_DOLLARS, 0, 0, 0, 0),
        1,
        START,
        START.plus(RUN_DURATION));
  }

  @Override
  public RunReport resume(RunRequest request, RunListener listener, ResultConsumer results) {
    calls.add("resume " + request.runId());
    return report(request.runId(), endings.getOrDefault(request.runId(), RunStatus.SUCCEEDED));
  }

  @Override
  public String workPath() {
    return "s3://work";
  }

  @Override
  public EstimateSettings estimateSettings(RunLimits limits) {
    return new EstimateSettings(
        1769L << 20,
        512L << 20,
        2,
        0,
        PartitionTarget.DEFAULT,
        128 << 10,
        2 << 20,
        ExecutionSpeed.LOCAL);
  }

  @Override
  public Session branch() {
    return this;
  }

  @Override
  public void cancel() {
    calls.add("cancel");
  }

  @Override
  public void end(TaskFailure reason) {
    calls.add("end");
  }

  @Override
  public void leave(Duration patience) {
    calls.add("leave");
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
    return ZoneOffset.UTC;
  }

  @Override
  public void close() {}
}
