package dev.stint.coordinator.page;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.Expectation;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.HeavyKey;
import dev.stint.plan.task.OperatorMetrics;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A run told event by event: stage 0 scans a table and gives a hash exchange on `key`, which stage
/// 1 reads. Its time goes by as it is told.
public final class PageEvents {

  private static final Schema SCHEMA = Schema.of(Field.nullable("key", DataType.STRING));
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Bill BILL = new Bill(1L << 30, 1_000_000_000);

  public final PageFold fold = new PageFold();
  private long ms;

  private final StageGraph graph;

  /// The run begins, with a table of so many files of so many bytes.
  public PageEvents(int files, long fileBytes) {
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var splits =
        IntStream.range(0, files)
            .mapToObj(file -> new Split("s3://b/t/" + file, fileBytes, 0, fileBytes, Map.of()))
            .toList();
    var source =
        new ExchangeSourceNode(
            0,
            0,
            ExchangeSourceNode.Reading.PARTITIONED,
            ExchangeSourceNode.HotBucket.WHOLE,
            SCHEMA);
    graph =
        new StageGraph(
            List.of(
                new Stage(
                    0,
                    new Fragment(scan, new StageOutput.HashExchange(List.of(0)), "UTC"),
                    Map.of(0, splits),
                    77),
                new Stage(
                    1,
                    new Fragment(source, new StageOutput.UnkeyedExchange(), "UTC"),
                    Map.of(),
                    -1)),
            SCHEMA);
    tell(
        new RunEvent.RunStarted(
            new RunRequest(
                "run",
                graph,
                RunSettings.of("s3://work", 8, 1L << 30),
                new RunOrigin("run", "daily", 0, 1, "cli", "SELECT key FROM t"),
                new Expectation(0.25, 1, 3, 9))));
    tell(new RunEvent.CoordinatorStarted(0));
  }

  /// The second stage does the work of the first.
  void fuse() {
    var first = graph.stages().getFirst();
    var second = graph.stages().getLast().fragment();
    var both = new Fragment(first.fragment().root(), second.output(), second.timeZone());
    tell(new RunEvent.StageFused(0, new Stage(1, both, first.splits(), -1)));
  }

  public void tell(RunEvent event) {
    fold.on(new LoggedEvent(START.plusMillis(ms), event));
  }

  public PageEvents pass(long moreMs) {
    ms += moreMs;
    return this;
  }

  /// A stage is cut into so many tasks, each of 64 buckets.
  public void planned(int stage, int tasks, Decision... decisions) {
    var plan =
        IntStream.range(0, tasks)
            .mapToObj(task -> new PlannedTask(new TaskShare.Buckets(task * 64, task * 64 + 64), 10))
            .toList();
    tell(new RunEvent.StagePlanned(stage, new StagePlan(plan, List.of(decisions))));
  }

  public AttemptId start(int stage, int task, int attempt, AttemptCause cause) {
    var id = new AttemptId(stage, task, attempt);
    tell(new RunEvent.AttemptStarted(id, 1L << 30, cause));
    return id;
  }

  public AttemptId start(int stage, int task) {
    return start(stage, task, 0, AttemptCause.FIRST);
  }

  /// An attempt has won after `wallMs` of its own with `rows` rows of one bucket.
  public void won(AttemptId id, long wallMs, long rows, int bucket, @Nullable HeavyKey heavyKey) {
    succeeded(id, rows, bucket, metrics(wallMs, rows, heavyKey), RunEvent.Standing.WON);
  }

  /// An attempt has won with 10 rows, and says this of itself.
  public void won(AttemptId id, TaskMetrics metrics) {
    succeeded(id, 10, 0, metrics, RunEvent.Standing.WON);
  }

  public void late(AttemptId id, long wallMs) {
    succeeded(id, 1, 0, metrics(wallMs, 1, null), RunEvent.Standing.LATE);
  }

  private void succeeded(
      AttemptId id, long rows, int bucket, TaskMetrics metrics, RunEvent.Standing standing) {
    var key = SortableKey.ofBucket(bucket);
    var block = new BlockRef(0, Math.toIntExact(rows * 10), 0, Math.toIntExact(rows), key, key, 0);
    var segment = new SegmentRef("s3://b/" + id, null, rows * 10, List.of(block));
    tell(
        new RunEvent.AttemptSucceeded(
            id, new TaskOutput.Segment(segment), metrics, BILL, standing));
  }

  public void failed(AttemptId id, FailureKind kind, String message, Reaction reaction) {
    tell(
        new RunEvent.AttemptFailed(
            id, new TaskFailure(kind, message, null), metrics(100, 0, null), BILL, reaction));
  }

  public static Reaction retry() {
    return new Reaction.Retry(Duration.ofMillis(200));
  }

  private static TaskMetrics metrics(long wallMs, long rows, @Nullable HeavyKey heavyKey) {
    return new TaskMetrics(
        rows,
        rows * 10,
        rows,
        rows * 10,
        2,
        1,
        0,
        0,
        1000,
        wallMs * 1_000_000,
        wallMs * 900_000,
        false,
        List.of(),
        List.of(
            new OperatorMetrics(rows, 1_000_000, 500, 0, 0),
            new OperatorMetrics(rows, 2_000_000, 600, 70, 30)),
        heavyKey,
        null);
  }

  public RunPage page() {
    return page(AttemptColumns.MAX_SHOWN);
  }

  RunPage page(int maxAttempts) {
    return fold.page(PriceTable.US_EAST_1_ARM, fold.lastTime(), START.plusMillis(ms), maxAttempts);
  }
}
