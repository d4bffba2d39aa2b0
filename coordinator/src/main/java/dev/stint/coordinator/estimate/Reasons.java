package dev.stint.coordinator.estimate;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what dominates an estimate.
final class Reasons {

  /// What a stage must take of the costs to be a reason.
  private static final double LEAST_SHARE = 0.1;

  private static final int MOST_STAGES = 4;

  private Reasons() {}

  /// The dearest stages first, each with what is guessed of it; then the cold starts.
  static List<Reason> of(
      StageGraph graph, List<StageEstimate> stages, double dollars, Reason.ColdStarts starts) {
    var dearest =
        stages.stream()
            .sorted(Comparator.comparingDouble(stage -> -stage.dollars().expected()))
            .limit(MOST_STAGES)
            .toList();
    var reasons = new ArrayList<Reason>();
    for (var stage : dearest) {
      double share = dollars == 0 ? 0 : stage.dollars().expected() / dollars;
      if (share >= LEAST_SHARE || reasons.isEmpty()) {
        var planned = graph.stages().get(stage.stageId());
        reasons.add(reason(planned, stage, share));
        doubts(planned, reasons);
      }
    }
    if (starts.functions() > 0) {
      reasons.add(starts);
    }
    return reasons;
  }

  private static Reason reason(Stage planned, StageEstimate stage, double share) {
    var tables = scans(planned).stream().map(ScanNode::table).distinct().toList();
    if (!tables.isEmpty()) {
      return new Reason.Scans(
          stage.stageId(),
          tables,
          stage.scanBytes(),
          stage.splitBytes(),
          stage.tasks(),
          stage.taskSeconds(),
          share);
    }
    return new Reason.ReadsStages(
        stage.stageId(),
        StageGraph.exchangeSources(planned)
            .map(ExchangeSourceNode::stageId)
            .distinct()
            .sorted()
            .toList(),
        stage.inputRows(),
        stage.inputBytes(),
        stage.tasks(),
        stage.taskSeconds(),
        share);
  }

  private static void doubts(Stage stage, List<Reason> reasons) {
    for (var scan : scans(stage)) {
      var size = stage.scanSizes().get(scan.sourceId());
      boolean areColumnsKnown = size != null && size.readBytes() >= 0;
      if (scan.format() instanceof ParquetFormat && !areColumnsKnown) {
        reasons.add(new Reason.AllColumnsCounted(stage.id(), scan.table()));
      }
      if (size != null && scan.filter() != null) {
        reasons.add(
            new Reason.GuessedFilter(stage.id(), scan.table(), size.keptRows(), size.rows()));
      }
    }
  }

  private static List<ScanNode> scans(Stage stage) {
    return StageGraph.nodes(stage.fragment().root())
        .filter(ScanNode.class::isInstance)
        .map(ScanNode.class::cast)
        .toList();
  }
}
