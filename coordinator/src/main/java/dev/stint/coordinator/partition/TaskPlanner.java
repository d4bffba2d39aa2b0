package dev.stint.coordinator.partition;

import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.stage.StageOutput.UnkeyedExchange;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Cuts a stage into tasks once the exact sizes of what it reads are known. Every row of every
/// source is read by exactly one task (a broadcast's, and the other sides' of a divided bucket, by
/// each that needs them). Pure: the same question has the same answer.
public final class TaskPlanner {

  /// Of a stage that is shared out: as many rows, of three columns, are sorted and written in 10
  /// ms.
  private static final long MAX_FUSED_ROWS = 100_000;

  private final PartitionTarget target;
  private final ExchangeCosts costs;
  private final int parallelism;

  /// `parallelism` is how many attempts may run at once.
  public TaskPlanner(PartitionTarget target, ExchangeCosts costs, int parallelism) {
    this.target = target;
    this.costs = costs;
    this.parallelism = parallelism;
  }

  /// `segments` by the id of the stage that a source names, in the order of the tasks that wrote
  /// them; [TaskInputs#of] needs the same ones. Without tasks the stage need not run; the root
  /// always has one.
  public StagePlan plan(StageGraph graph, int stageId, Map<Integer, List<SegmentRef>> segments) {
    var stage = graph.stages().get(stageId);
    var nothing = new Emptiness(stage, segments).reason();
    if (nothing.isPresent()) {
      return nothingToDo(nothing.get(), stageId == graph.root().id());
    }
    var sources = StageSources.of(graph, stage, segments);
    return sources.isSingle() ? single(sources) : share(sources);
  }

  /// The stage that does the work of `reader` and, in the same task, that of `stage`, which
  /// `reader` alone reads and which is all that it waits for; empty when that is more than one
  /// task's work, or more than is worth doing in one. `plan` is that of `stage`, and `segments` are
  /// what `reader` reads of others.
  public Optional<Stage> fused(
      StageGraph graph,
      Stage stage,
      StagePlan plan,
      Map<Integer, List<SegmentRef>> inputs,
      Stage reader,
      Map<Integer, List<SegmentRef>> segments) {
    boolean isLittle =
        plan.tasks().size() == 1 && plan.tasks().getFirst().inputBytes() <= target.fusedBytes();
    if (!isLittle || target.fusedBytes() == 0) {
      return Optional.empty();
    }
    var all = new HashMap<>(segments);
    all.put(stage.id(), List.of());
    var sources = StageSources.of(graph, reader, all);
    boolean isOneTask =
        sources.isSingle()
            || (share(sources).tasks().size() == 1
                && (sources.reading(stage.id()) == Reading.BROADCAST
                    || givesLittle(stage, inputs)));
    return isOneTask ? Fusion.of(stage, reader) : Optional.empty();
  }

  /// Whether tasks would hardly share out what a stage gives: as what it reads says, or else as is
  /// estimated.
  private static boolean givesLittle(Stage stage, Map<Integer, List<SegmentRef>> inputs) {
    long most = new MostRows(inputs).of(stage.fragment().root());
    long rows = most == MostRows.UNKNOWN ? stage.estimatedRows() : most;
    return rows >= 0 && rows <= MAX_FUSED_ROWS;
  }

  /// The plan of a stage that does the work of others too, in one task. As for [#plan].
  public StagePlan whole(
      StageGraph graph, Stage stage, List<Integer> fused, Map<Integer, List<SegmentRef>> segments) {
    var plan = single(StageSources.of(graph, stage, segments));
    var decisions = new ArrayList<>(plan.decisions());
    fused.forEach(other -> decisions.add(new Decision.Fused(other)));
    return new StagePlan(plan.tasks(), decisions);
  }

  /// The stages to run before this one, since it would read its exchanges with too many requests;
  /// mostly none. `plan` is what [#plan] gives for it, and they have ids from `nextStageId` on.
  /// When such a stage is done, its segments, in the order of its tasks, stand for those of
  /// [InsertedStage#mergedStageId] in every later call for the same reader, whose plan is made
  /// then; `merged` are the stages for which that is so.
  public List<InsertedStage> merges(
      StageGraph graph,
      int stageId,
      StagePlan plan,
      Map<Integer, List<SegmentRef>> segments,
      Set<Integer> merged,
      int nextStageId) {
    boolean isPartitioned =
        plan.tasks().size() > 1
            && plan.decisions().stream().noneMatch(Decision.BroadcastInstead.class::isInstance);
    if (!isPartitioned) {
      return List.of();
    }
    var sources = StageSources.of(graph, graph.stages().get(stageId), segments);
    var exchanges = new LinkedHashMap<Integer, Exchange>();
    Stream.of(HashExchange.class, RangeExchange.class)
        .flatMap(output -> sources.partitioned(output).stream())
        .filter(exchange -> !merged.contains(exchange.source().stageId()))
        .forEach(exchange -> exchanges.putIfAbsent(exchange.source().stageId(), exchange));
    var inserted = new ArrayList<InsertedStage>();
    for (var exchange : exchanges.values()) {
      new MergeCut(exchange, plan.tasks().size(), costs, parallelism)
          .stage(graph.stages().get(exchange.source().stageId()), nextStageId + inserted.size())
          .ifPresent(inserted::add);
    }
    return inserted;
  }

  private static StagePlan nothingToDo(String reason, boolean isRoot) {
    return new StagePlan(
        isRoot ? List.of(new PlannedTask(new TaskShare.Nothing(), 0)) : List.of(),
        List.of(new Decision.NothingToDo(reason)));
  }

  private static StagePlan single(StageSources sources) {
    long bytes = sources.bytes();
    return new StagePlan(
        List.of(new PlannedTask(new TaskShare.Everything(), bytes)),
        List.of(new Decision.NotCut(bytes)));
  }

  /// Sources that are shared out by different rules, as under a union, get tasks of their own.
  private StagePlan share(StageSources sources) {
    var plans = new ArrayList<StagePlan>();
    plans.add(cutScans(sources));
    var hashed = sources.partitioned(HashExchange.class);
    if (!hashed.isEmpty()) {
      plans.add(cutBuckets(hashed));
    }
    var ranged = sources.partitioned(RangeExchange.class);
    if (!ranged.isEmpty()) {
      plans.add(RangeCut.cut(ranged, readerBytes(ranged)));
    }
    sources.partitioned(UnkeyedExchange.class).forEach(exchange -> plans.add(cutBlocks(exchange)));
    var tasks = plans.stream().flatMap(plan -> plan.tasks().stream()).toList();
    if (tasks.isEmpty()) {
      return single(sources);
    }
    return new StagePlan(
        withBroadcasts(tasks, sources),
        plans.stream().flatMap(plan -> plan.decisions().stream()).toList());
  }

  private StagePlan cutBuckets(List<Exchange> hashed) {
    var partitioned = HashCut.cut(hashed, readerBytes(hashed));
    return BroadcastCut.insteadOf(partitioned, hashed, target, costs, parallelism)
        .orElse(partitioned);
  }

  private long readerBytes(List<Exchange> exchanges) {
    return ReaderCount.targetBytes(exchanges, target, costs, parallelism);
  }

  private StagePlan cutScans(StageSources sources) {
    long bytes =
        sources.scans().stream()
            .mapToLong(scan -> sources.packing(scan).bytes(sources.splits(scan)))
            .sum();
    long targetBytes = target.forSplits(bytes, parallelism);
    var tasks = new ArrayList<PlannedTask>();
    for (var scan : sources.scans()) {
      addScanTasks(scan, sources, targetBytes, tasks);
    }
    return new StagePlan(
        tasks,
        tasks.isEmpty()
            ? List.of()
            : List.of(new Decision.Cut(Decision.Kind.SPLITS, bytes, targetBytes, tasks.size())));
  }

  private static void addScanTasks(
      ScanNode scan, StageSources sources, long targetBytes, List<PlannedTask> tasks) {
    var splits = sources.splits(scan);
    var borders = sources.packing(scan).pack(splits, targetBytes);
    for (int pack = 1; pack < borders.size(); pack++) {
      int from = borders.get(pack - 1);
      int to = borders.get(pack);
      long bytes = splits.subList(from, to).stream().mapToLong(Split::length).sum();
      tasks.add(new PlannedTask(new TaskShare.Splits(scan.sourceId(), from, to), bytes));
    }
  }

  private StagePlan cutBlocks(Exchange exchange) {
    long bytes = exchange.bytes();
    long targetBytes = target.forExchange(bytes, parallelism);
    var tasks =
        BlockShares.share(exchange.segments(), KeyRange.ALL, Math.ceilDiv(bytes, targetBytes))
            .stream()
            .map(
                share ->
                    new PlannedTask(
                        new TaskShare.Blocks(exchange.source().sourceId(), share.blocks()),
                        share.bytes()))
            .toList();
    return new StagePlan(
        tasks,
        tasks.isEmpty()
            ? List.of()
            : List.of(new Decision.Cut(Decision.Kind.BLOCKS, bytes, targetBytes, tasks.size())));
  }

  private static List<PlannedTask> withBroadcasts(List<PlannedTask> tasks, StageSources sources) {
    long bytes = sources.broadcasts().stream().mapToLong(Exchange::bytes).sum();
    return bytes == 0
        ? tasks
        : tasks.stream()
            .map(task -> new PlannedTask(task.share(), task.inputBytes() + bytes))
            .toList();
  }
}
