package dev.stint.tests.benchmark;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ReportFold;
import dev.stint.coordinator.schedule.RunMachine;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
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
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// A run of many tasks that do nothing, all of which run at once and answer in random order: a
/// stage, and one of a hundredth of its tasks that reads it. Nothing but the scheduler works.
final class ScheduledRun {

  private static final Schema SCHEMA = Schema.of(Field.nullable("number", DataType.BIGINT));
  private static final int LARGEST_PARTITION = 64 << 20;
  private static final TaskMetrics METRICS =
      new TaskMetrics(
          10,
          100,
          5,
          50,
          2,
          1,
          0,
          0,
          1000,
          3_000_000_000L,
          2_000_000,
          false,
          List.of(),
          List.of(),
          null,
          null);

  private final int tasks;
  private final RunRequest request;
  private final RunState state;
  private final RunMachine machine;
  private final ReportFold report = new ReportFold();
  private final List<TaskOutput> outputs;
  private Instant now = Instant.EPOCH;
  private long cpuNanos;
  private long eventCount;
  private final long beforeBytes;
  private long heapBytes;

  ScheduledRun(int tasks) {
    this.tasks = tasks;
    this.request = request(tasks);
    this.outputs = IntStream.range(0, tasks).mapToObj(ScheduledRun::output).toList();
    this.beforeBytes = usedBytes();
    this.state = new RunState(request);
    this.machine =
        new RunMachine(
            state, new TaskPlanner(PartitionTarget.DEFAULT, ExchangeCosts.LOCAL, tasks), tasks);
  }

  static RunRequest request(int tasks) {
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var splits =
        IntStream.range(0, tasks)
            .mapToObj(file -> new Split("s3://b/t/" + file, 128 << 20, 0, 128 << 20, Map.of()))
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
    return new RunRequest("run", graph, RunSettings.of("s3://b/work", tasks, 1L << 30));
  }

  /// A hundred of these are a partition.
  static TaskOutput output(int task) {
    int bytes = LARGEST_PARTITION / 100;
    var block = new BlockRef(0, bytes, bytes, 5, SortableKey.EMPTY, SortableKey.EMPTY, 0);
    return new TaskOutput.Segment(
        new SegmentRef("s3://b/work/" + task, null, bytes, List.of(block)));
  }

  static TaskResponse response(TaskOutput output) {
    return new TaskResponse.Succeeded(output, METRICS);
  }

  /// Runs it to its end.
  void run() {
    var random = new Random(1);
    report.on(new LoggedEvent(now, new RunEvent.RunStarted(request)));
    long start = cpuTime();
    var running = signal(new Signal.CoordinatorReady(0));
    cpuNanos += cpuTime() - start;
    while (state.phase() == RunState.Phase.RUNNING) {
      start = cpuTime();
      running.forEach(id -> signal(new Signal.AttemptRuns(id, Duration.ZERO)));
      cpuNanos += cpuTime() - start;
      measureHeap();
      Collections.shuffle(running, random);
      start = cpuTime();
      running = answer(running);
      cpuNanos += cpuTime() - start;
      measureHeap();
    }
    if (!(state.outcome() instanceof RunOutcome.Succeeded)) {
      throw new AssertionError("ended with " + state.outcome());
    }
  }

  private List<AttemptId> answer(List<AttemptId> running) {
    var next = new ArrayList<AttemptId>();
    for (var id : running) {
      now = now.plusNanos(1000);
      var response = response(outputs.get(id.taskIndex()));
      next.addAll(signal(new Signal.Answered(id, response, METRICS.wallNanos(), 0.5)));
    }
    return next;
  }

  /// Says which attempts are started.
  private List<AttemptId> signal(Signal signal) {
    var started = new ArrayList<AttemptId>(1);
    var events = machine.on(now, signal);
    eventCount += events.size();
    for (var event : events) {
      report.on(new LoggedEvent(now, event));
      if (event instanceof RunEvent.AttemptStarted(var id, _, _)) {
        started.add(id);
      }
    }
    return started;
  }

  /// What the state takes at its largest, beside the outputs and the graph: in between, what runs
  /// is in it, and at the end all timers are.
  private void measureHeap() {
    heapBytes = Math.max(heapBytes, usedBytes() - beforeBytes);
  }

  double cpuMicrosPerEvent() {
    return cpuNanos / 1e3 / eventCount;
  }

  long eventCount() {
    return eventCount;
  }

  double heapBytesPerTask() {
    return (double) heapBytes / tasks;
  }

  static long usedBytes() {
    for (int times = 0; times < 3; times++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
