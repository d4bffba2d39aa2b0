package dev.stint.tests.ui;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.schedule.RunMachine;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
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
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A run of very many tasks by the real scheduler over functions on paper: each takes its time, one
/// in five hundred fails, and one in three hundred lags, so that attempts are repeated and doubled.
/// The same seed gives the same log.
final class ManyTasks {

  private static final Schema SCHEMA = Schema.of(Field.nullable("number", DataType.BIGINT));
  private static final int CONCURRENCY = 1000;
  private static final int SPLIT_BYTES = 128 << 20;
  private static final int SEGMENT_BYTES = 640 << 10;

  private record Due(long nanos, long number, Signal signal) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return nanos != other.nanos
          ? Long.compare(nanos, other.nanos)
          : Long.compare(number, other.number);
    }
  }

  private final Instant start = Instant.parse("2026-01-31T12:00:00Z");
  private final SplittableRandom random = new SplittableRandom(7);
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final RunListener listener;
  private final RunRequest request;
  private final RunState state;
  private final RunMachine machine;
  private long nanos;
  private long numbers;

  private ManyTasks(int tasks, RunListener listener) {
    this.listener = listener;
    this.request = request(tasks);
    this.state = new RunState(request);
    this.machine =
        new RunMachine(
            state,
            new TaskPlanner(PartitionTarget.DEFAULT, ExchangeCosts.LOCAL, CONCURRENCY),
            CONCURRENCY);
  }

  /// Tells `listener` the log of a run whose first stage has `tasks` tasks.
  static void run(int tasks, RunListener listener) {
    new ManyTasks(tasks, listener).run();
  }

  private static RunRequest request(int tasks) {
    var scan = new ScanNode(0, "events", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var splits =
        IntStream.range(0, tasks)
            .mapToObj(
                file ->
                    new Split(
                        "s3://lake/events/part-%06d.parquet".formatted(file),
                        SPLIT_BYTES,
                        0,
                        SPLIT_BYTES,
                        Map.of()))
            .toList();
    var source =
        new ExchangeSourceNode(
            0,
            0,
            ExchangeSourceNode.Reading.PARTITIONED,
            ExchangeSourceNode.HotBucket.WHOLE,
            SCHEMA);
    var unkeyed = new StageOutput.UnkeyedExchange();
    var graph =
        new StageGraph(
            List.of(
                new Stage(0, new Fragment(scan, unkeyed, "UTC"), Map.of(0, splits), -1),
                new Stage(1, new Fragment(source, unkeyed, "UTC"), Map.of(), -1)),
            SCHEMA);
    var origin = new RunOrigin("many", "many-tasks", 0, 1, "schedule", "SELECT number FROM events");
    return new RunRequest(
        "many", graph, RunSettings.of("s3://work", CONCURRENCY, 1769L << 20), origin);
  }

  private void run() {
    tell(new RunEvent.RunStarted(request));
    signal(new Signal.CoordinatorReady(0));
    while (state.phase() == RunState.Phase.RUNNING) {
      var timer = state.nextDue();
      var next = due.peek();
      if (next == null || (timer != null && timer.isBefore(at(next.nanos())))) {
        nanos = Math.max(nanos, Duration.between(start, timer).toNanos());
        signal(new Signal.TimePassed());
      } else {
        nanos = due.remove().nanos();
        signal(next.signal());
      }
    }
    due.clear();
    signal(new Signal.Drained(0));
  }

  private Instant at(long time) {
    return start.plusNanos(time);
  }

  private void tell(RunEvent event) {
    listener.on(new LoggedEvent(at(nanos), event));
  }

  private void signal(Signal signal) {
    for (var event : machine.on(at(nanos), signal)) {
      tell(event);
      if (event instanceof RunEvent.AttemptStarted(var id, _, _)) {
        begin(id);
      }
    }
  }

  private void begin(AttemptId id) {
    boolean isCold = numbers < 2L * CONCURRENCY;
    long wait = random.nextLong(isCold ? 400_000_000 : 2_000_000);
    long work = 1_500_000_000L + random.nextLong(1_500_000_000);
    if (random.nextInt(300) == 0) {
      work *= 5;
    }
    later(wait, new Signal.AttemptRuns(id, Duration.ofNanos(wait)));
    later(
        wait + work + 20_000_000,
        new Signal.Answered(id, response(id, work, isCold), work, random.nextDouble()));
  }

  private TaskResponse response(AttemptId id, long work, boolean isCold) {
    long rows = 900_000L + random.nextInt(200_000);
    var metrics =
        new TaskMetrics(
            rows,
            SPLIT_BYTES / 3 + random.nextInt(1 << 20),
            rows / 50,
            SEGMENT_BYTES,
            9,
            1,
            0,
            0,
            (200L << 20) + random.nextInt(1 << 20),
            work,
            work * 8 / 10,
            isCold,
            List.of(),
            List.of(),
            null,
            null);
    if (random.nextInt(500) == 0) {
      var message = "attempt %s: S3 asks to slow down (503 SlowDown)".formatted(id);
      return new TaskResponse.Failed(
          new TaskFailure(FailureKind.TRANSIENT, message, null), metrics);
    }
    return new TaskResponse.Succeeded(output(id, rows / 50), metrics);
  }

  private static TaskOutput output(AttemptId id, long rows) {
    var block =
        new BlockRef(
            0,
            SEGMENT_BYTES,
            SEGMENT_BYTES,
            Math.toIntExact(rows),
            SortableKey.EMPTY,
            SortableKey.EMPTY,
            0);
    return new TaskOutput.Segment(
        new SegmentRef("s3://work/" + id, null, SEGMENT_BYTES, List.of(block)));
  }

  private void later(long wait, Signal signal) {
    due.add(new Due(nanos + wait, numbers++, signal));
  }
}
