package dev.stint.coordinator.partition;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Finds stages that need not run any more: those that can only give no rows, and those whose rows
/// nobody needs. Either may pass for done without a segment: what other stages give stays the same.
/// Pure; costs a walk over the graph's nodes and a look at each segment at most.
public final class UnneededStages {

  private UnneededStages() {}

  /// Those that are not done and need not be, by id, each with the reason. `segments` are those of
  /// the stages that are done, by id. The root is never among them.
  public static Map<Integer, Decision.NothingToDo> of(
      StageGraph graph, Map<Integer, List<SegmentRef>> segments) {
    var wanted = wanted(graph, segments);
    var unneeded = new TreeMap<Integer, Decision.NothingToDo>();
    for (var stage : graph.stages()) {
      if (stage.id() == graph.root().id() || segments.containsKey(stage.id())) {
        continue;
      }
      var empty = new Emptiness(stage, segments).reason();
      if (empty.isPresent()) {
        unneeded.put(stage.id(), new Decision.NothingToDo(empty.get()));
      } else if (!wanted.contains(stage.id())) {
        unneeded.put(stage.id(), new Decision.NothingToDo(reason(graph, stage, segments)));
      }
    }
    return unneeded;
  }

  /// Readers come after what they read, so each has been judged before it passes its needs on.
  private static Set<Integer> wanted(StageGraph graph, Map<Integer, List<SegmentRef>> segments) {
    var wanted = new HashSet<>(Set.of(graph.root().id()));
    for (var stage : graph.stages().reversed()) {
      if (wanted.contains(stage.id()) && !segments.containsKey(stage.id())) {
        new Emptiness(stage, segments)
            .neededSources().stream().map(ExchangeSourceNode::stageId).forEach(wanted::add);
      }
    }
    return wanted;
  }

  private static String reason(
      StageGraph graph, Stage unneeded, Map<Integer, List<SegmentRef>> segments) {
    for (var reader : graph.stages()) {
      boolean isReader =
          StageGraph.exchangeSources(reader).anyMatch(source -> source.stageId() == unneeded.id());
      var empty = new Emptiness(reader, segments).reason();
      if (isReader && empty.isPresent()) {
        return "stage %d does not need its rows: %s".formatted(reader.id(), empty.get());
      }
    }
    return "no stage needs its rows";
  }
}
