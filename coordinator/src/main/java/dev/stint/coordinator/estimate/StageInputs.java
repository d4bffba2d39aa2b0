package dev.stint.coordinator.estimate;

import dev.stint.coordinator.partition.SplitPacking;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.stage.StageOutput.UnkeyedExchange;
import java.util.HashSet;
import java.util.List;

/// What a stage reads in one forecast, given those of the stages before it, and in how many tasks:
/// as `TaskPlanner` will cut it.
final class StageInputs {

  /// By how much of the target the last task may exceed it, as the planner cuts.
  private static final double TOLERANCE = 0.1;

  private final StageGraph graph;
  private final Stage stage;
  private final List<StageWork> before;
  private final EstimateSettings settings;
  private final Assumptions assumptions;

  StageInputs(
      StageGraph graph,
      Stage stage,
      List<StageWork> before,
      EstimateSettings settings,
      Assumptions assumptions) {
    this.graph = graph;
    this.stage = stage;
    this.before = before;
    this.settings = settings;
    this.assumptions = assumptions;
  }

  private List<Node> nodes() {
    return StageGraph.nodes(stage.fragment().root()).toList();
  }

  List<ScanNode> scans() {
    return nodes().stream().filter(ScanNode.class::isInstance).map(ScanNode.class::cast).toList();
  }

  List<ExchangeSourceNode> exchanges() {
    return StageGraph.exchangeSources(stage).toList();
  }

  List<Split> splits(ScanNode scan) {
    return stage.splits().getOrDefault(scan.sourceId(), List.of());
  }

  long splitBytes(ScanNode scan) {
    return splits(scan).stream().mapToLong(Split::length).sum();
  }

  /// Without statistics the bytes are taken to be rows of the guessed width.
  ScanSize size(ScanNode scan) {
    var known = stage.scanSizes().get(scan.sourceId());
    if (known != null) {
      return known;
    }
    double width = Math.max(1, scan.columns().guessedRowBytes()) * settings.speed().storedShare();
    long rows = Math.round(splitBytes(scan) / width);
    return new ScanSize(rows, rows, -1, -1);
  }

  long readBytes(ScanNode scan) {
    return assumptions.readBytes(size(scan), splitBytes(scan), scan.filter() != null);
  }

  double keptRows(ScanNode scan) {
    var size = size(scan);
    double rows = (double) size.rows();
    return scan.filter() == null ? rows : Math.min(rows, size.keptRows() * assumptions.rowFactor());
  }

  StageWork written(ExchangeSourceNode source) {
    return before.get(source.stageId());
  }

  /// How many tasks read one row of the exchange.
  int readers(ExchangeSourceNode source, int tasks) {
    return source.reading() == Reading.BROADCAST ? tasks : 1;
  }

  /// GETs for an exchange: each task reads a range of each segment, except of those that travel in
  /// its request. One that reads everything makes one for each.
  long gets(ExchangeSourceNode source, int tasks) {
    var work = written(source);
    return work.segments() == StageWork.Segments.IN_MESSAGES ? 0 : (long) work.tasks() * tasks;
  }

  int tasks() {
    boolean isSingle =
        nodes().stream()
                .anyMatch(node -> node instanceof ValuesNode || node instanceof RecursionNode)
            || exchanges().stream().anyMatch(source -> source.reading() == Reading.GATHERED);
    return isSingle ? 1 : Math.max(1, scanTasks() + keyedTasks() + unkeyedTasks());
  }

  private int scanTasks() {
    long bytes = scans().stream().mapToLong(scan -> packing(scan).bytes(splits(scan))).sum();
    long target = settings.partitions().forSplits(bytes, settings.parallelism());
    return scans().stream()
        .mapToInt(scan -> packing(scan).pack(splits(scan), target).size() - 1)
        .sum();
  }

  private SplitPacking packing(ScanNode scan) {
    return SplitPacking.of(stage, scan.sourceId());
  }

  /// All hash sources are cut together, and so are all range sources.
  private int keyedTasks() {
    return cut(bytes(HashExchange.class)) + cut(bytes(RangeExchange.class));
  }

  private int unkeyedTasks() {
    return exchanges().stream()
        .filter(source -> isShared(source) && output(source) instanceof UnkeyedExchange)
        .mapToInt(source -> cut(written(source).outputBytes()))
        .sum();
  }

  private long bytes(Class<? extends StageOutput> kind) {
    var counted = new HashSet<Integer>();
    return exchanges().stream()
        .filter(source -> isShared(source) && kind.isInstance(output(source)))
        .filter(source -> counted.add(source.sourceId()))
        .mapToLong(source -> written(source).outputBytes())
        .sum();
  }

  private static boolean isShared(ExchangeSourceNode source) {
    return source.reading() != Reading.BROADCAST;
  }

  private StageOutput output(ExchangeSourceNode source) {
    return graph.stages().get(source.stageId()).fragment().output();
  }

  private int cut(long bytes) {
    if (bytes == 0) {
      return 0;
    }
    long target = settings.partitions().forExchange(bytes, settings.parallelism());
    return Math.toIntExact(Math.max(1, (long) Math.ceil((double) bytes / target - TOLERANCE)));
  }

  /// Whether the rows that the stage gives are counted, not guessed: no filter, join or grouping
  /// stands before them.
  static boolean isCounted(Stage stage, List<Boolean> beforeCounted) {
    return StageGraph.nodes(stage.fragment().root())
        .allMatch(
            node ->
                switch (node) {
                  case ScanNode scan -> scan.filter() == null;
                  case ExchangeSourceNode source -> beforeCounted.get(source.stageId());
                  case ValuesNode _,
                      ProjectNode _,
                      SortNode _,
                      UnionNode _,
                      ExpandNode _,
                      WindowNode _ ->
                      true;
                  case FilterNode _,
                      AggregateNode _,
                      HashJoinNode _,
                      LimitNode _,
                      TopNNode _,
                      RepeatNode _,
                      RecursionNode _,
                      LevelNode _ ->
                      false;
                });
  }
}
