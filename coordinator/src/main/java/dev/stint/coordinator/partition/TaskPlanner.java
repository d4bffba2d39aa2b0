package dev.stint.coordinator.partition;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.stage.StageOutput.UnkeyedExchange;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Cuts a stage into tasks once the exact sizes of what it reads are known. Every row of every
/// source is read by exactly one task (a broadcast's, and the other sides' of a divided bucket, by
/// each that needs them).
public final class TaskPlanner {

  private final PartitionTarget target;
  private final int parallelism;

  /// `parallelism` is how many attempts may run at once.
  public TaskPlanner(PartitionTarget target, int parallelism) {
    this.target = target;
    this.parallelism = parallelism;
  }

  /// At least one task; `segments` by the id of the stage that wrote them.
  public List<PlannedTask> plan(
      StageGraph graph, int stageId, Map<Integer, List<SegmentRef>> segments) {
    var stage = graph.stages().get(stageId);
    var exchanges =
        StageGraph.exchangeSources(stage)
            .map(source -> exchange(graph, source, written(segments, source.stageId())))
            .toList();
    return isSingle(stage) ? List.of(() -> everything(stage, exchanges)) : share(stage, exchanges);
  }

  private static List<SegmentRef> written(Map<Integer, List<SegmentRef>> segments, int stageId) {
    return Objects.requireNonNull(segments.get(stageId), () -> "segments of stage " + stageId);
  }

  private static Exchange exchange(
      StageGraph graph, ExchangeSourceNode source, List<SegmentRef> segments) {
    var output = graph.stages().get(source.stageId()).fragment().output();
    boolean isMerged = source.reading() == Reading.MERGED;
    if (output instanceof FileSink || (isMerged && !(output instanceof RangeExchange))) {
      throw StintException.internal(
          "source %d reads stage %d as %s, which writes %s"
              .formatted(source.sourceId(), source.stageId(), source.reading(), output),
          null);
    }
    return new Exchange(source, output, segments);
  }

  /// Gathered rows must meet, and constant ones must not be repeated.
  private static boolean isSingle(Stage stage) {
    return StageGraph.nodes(stage.fragment().root())
        .anyMatch(
            node ->
                node instanceof ValuesNode
                    || (node instanceof ExchangeSourceNode source
                        && source.reading() == Reading.GATHERED));
  }

  private static List<TaskInput> everything(Stage stage, List<Exchange> exchanges) {
    var inputs = new ArrayList<TaskInput>();
    for (var scan : scans(stage)) {
      inputs.add(new TaskInput.Splits(scan.sourceId(), splits(stage, scan)));
    }
    exchanges.forEach(exchange -> inputs.add(exchange.whole()));
    return inputs;
  }

  /// Sources that are shared out by different rules, as under a union, get tasks of their own.
  private List<PlannedTask> share(Stage stage, List<Exchange> exchanges) {
    var tasks = new ArrayList<>(scanTasks(stage));
    var hashed = partitioned(exchanges, HashExchange.class);
    if (!hashed.isEmpty()) {
      tasks.addAll(HashCut.cut(hashed, target, parallelism));
    }
    var ranged = partitioned(exchanges, RangeExchange.class);
    if (!ranged.isEmpty()) {
      tasks.addAll(RangeCut.cut(ranged, target, parallelism));
    }
    partitioned(exchanges, UnkeyedExchange.class)
        .forEach(exchange -> tasks.addAll(unkeyedTasks(exchange)));
    if (tasks.isEmpty()) {
      tasks.add(List::of);
    }
    return withBroadcasts(tasks, exchanges);
  }

  private List<PlannedTask> scanTasks(Stage stage) {
    long bytes =
        scans(stage).stream().mapToLong(scan -> SplitPacking.bytes(splits(stage, scan))).sum();
    var tasks = new ArrayList<PlannedTask>();
    for (var scan : scans(stage)) {
      for (var pack :
          SplitPacking.pack(splits(stage, scan), target.forSplits(bytes, parallelism))) {
        tasks.add(() -> List.of(new TaskInput.Splits(scan.sourceId(), pack)));
      }
    }
    return tasks;
  }

  private static List<Exchange> partitioned(
      List<Exchange> exchanges, Class<? extends StageOutput> output) {
    return exchanges.stream()
        .filter(exchange -> exchange.source().reading() != Reading.BROADCAST)
        .filter(exchange -> output.isInstance(exchange.output()))
        .toList();
  }

  private List<PlannedTask> unkeyedTasks(Exchange exchange) {
    long bytes = exchange.bytes();
    long count = Math.ceilDiv(bytes, target.forExchange(bytes, parallelism));
    return BlockShares.share(exchange.segments(), count).stream()
        .<PlannedTask>map(share -> () -> List.of(exchange.partition(KeyRange.ALL, share)))
        .toList();
  }

  private static List<PlannedTask> withBroadcasts(
      List<PlannedTask> tasks, List<Exchange> exchanges) {
    var broadcasts =
        exchanges.stream()
            .filter(exchange -> exchange.source().reading() == Reading.BROADCAST)
            .map(Exchange::whole)
            .toList();
    return tasks.stream().<PlannedTask>map(task -> () -> plus(task, broadcasts)).toList();
  }

  private static List<TaskInput> plus(PlannedTask task, List<TaskInput.Partition> broadcasts) {
    var inputs = new ArrayList<>(task.inputs());
    inputs.addAll(broadcasts);
    return inputs;
  }

  private static List<ScanNode> scans(Stage stage) {
    return StageGraph.nodes(stage.fragment().root())
        .filter(ScanNode.class::isInstance)
        .map(ScanNode.class::cast)
        .toList();
  }

  private static List<Split> splits(Stage stage, ScanNode scan) {
    return stage.splits().getOrDefault(scan.sourceId(), List.of());
  }
}
