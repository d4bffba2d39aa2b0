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
import dev.stint.plan.task.SegmentRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a stage reads: its scans with their splits, and its exchanges with their segments.
record StageSources(Stage stage, List<ScanNode> scans, List<Exchange> exchanges) {

  /// `segments` by the id of the stage that a source names.
  static StageSources of(StageGraph graph, Stage stage, Map<Integer, List<SegmentRef>> segments) {
    var scans =
        StageGraph.nodes(stage.fragment().root())
            .filter(ScanNode.class::isInstance)
            .map(ScanNode.class::cast)
            .toList();
    var exchanges =
        StageGraph.exchangeSources(stage)
            .map(source -> exchange(graph, source, written(segments, source.stageId())))
            .toList();
    return new StageSources(stage, scans, exchanges);
  }

  private static List<SegmentRef> written(Map<Integer, List<SegmentRef>> segments, int stageId) {
    return Objects.requireNonNull(segments.get(stageId), () -> "segments of stage " + stageId);
  }

  private static Exchange exchange(
      StageGraph graph, ExchangeSourceNode source, List<SegmentRef> segments) {
    var output = graph.stages().get(source.stageId()).fragment().output();
    boolean isMerged = source.reading() == Reading.MERGED;
    boolean isKeyed = output instanceof HashExchange || output instanceof RangeExchange;
    if (output instanceof FileSink || (isMerged && !isKeyed)) {
      throw StintException.internal(
          "source %d reads stage %d as %s, which writes %s"
              .formatted(source.sourceId(), source.stageId(), source.reading(), output),
          null);
    }
    return new Exchange(source, output, segments);
  }

  /// Gathered rows must meet, and constant ones must not be repeated.
  boolean isSingle() {
    return StageGraph.nodes(stage.fragment().root())
        .anyMatch(
            node ->
                node instanceof ValuesNode
                    || (node instanceof ExchangeSourceNode source
                        && source.reading() == Reading.GATHERED));
  }

  List<Split> splits(ScanNode scan) {
    return splits(scan.sourceId());
  }

  List<Split> splits(int sourceId) {
    return stage.splits().getOrDefault(sourceId, List.of());
  }

  SplitPacking packing(ScanNode scan) {
    return SplitPacking.of(stage, scan.sourceId());
  }

  Exchange exchange(int sourceId) {
    return exchanges.stream()
        .filter(exchange -> exchange.source().sourceId() == sourceId)
        .findFirst()
        .orElseThrow(() -> StintException.internal("no source " + sourceId, null));
  }

  /// How it reads what stage `stageId` wrote, in the first of its trees' places that do.
  Reading reading(int stageId) {
    return exchanges.stream()
        .map(Exchange::source)
        .filter(source -> source.stageId() == stageId)
        .findFirst()
        .orElseThrow(() -> StintException.internal("stage " + stageId + " is not read", null))
        .reading();
  }

  List<Exchange> broadcasts() {
    return exchanges.stream()
        .filter(exchange -> exchange.source().reading() == Reading.BROADCAST)
        .toList();
  }

  /// Those that are shared out and whose output is of that kind.
  List<Exchange> partitioned(Class<? extends StageOutput> output) {
    return exchanges.stream()
        .filter(exchange -> exchange.source().reading() != Reading.BROADCAST)
        .filter(exchange -> output.isInstance(exchange.output()))
        .toList();
  }

  /// Stored bytes of all.
  long bytes() {
    long splitBytes =
        scans.stream().flatMap(scan -> splits(scan).stream()).mapToLong(Split::length).sum();
    return splitBytes + exchanges.stream().mapToLong(Exchange::bytes).sum();
  }
}
