package dev.stint.coordinator.partition;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.NodeInputs;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Puts the work of a stage into the stage that reads what it writes, for one task to do both: no
/// row is written and read between them, and one invocation does what took two. Pure.
final class Fusion {

  private Fusion() {}

  /// `reader` with the tree of `written` where it reads that; empty where it reads it more than
  /// once, or cannot have it in its own tree.
  static Optional<Stage> of(Stage written, Stage reader) {
    long readings =
        StageGraph.exchangeSources(reader)
            .filter(source -> source.stageId() == written.id())
            .count();
    if (readings != 1 || (recurs(written) && recurs(reader))) {
      return Optional.empty();
    }
    var fragment = reader.fragment();
    return Optional.of(
        new Stage(
            reader.id(),
            new Fragment(fused(fragment.root(), written), fragment.output(), fragment.timeZone()),
            both(written.splits(), reader.splits()),
            reader.estimatedRows(),
            both(written.scanSizes(), reader.scanSizes())));
  }

  /// Copies of a recursion have the same number, by which a task knows it.
  private static boolean recurs(Stage stage) {
    return StageGraph.nodes(stage.fragment().root()).anyMatch(RecursionNode.class::isInstance);
  }

  private static Node fused(Node node, Stage written) {
    if (node instanceof ExchangeSourceNode source && source.stageId() == written.id()) {
      return rows(written, source.reading());
    }
    var inputs = node.inputs().stream().map(input -> fused(input, written)).toList();
    return inputs.equals(node.inputs()) ? node : NodeInputs.replace(node, inputs);
  }

  /// What is read in the order of an exchange is sorted by whoever writes it.
  private static Node rows(Stage written, Reading reading) {
    var root = written.fragment().root();
    return reading == Reading.MERGED && written.fragment().output() instanceof RangeExchange range
        ? new SortNode(root, range.keys())
        : root;
  }

  /// Sources are numbered throughout a graph.
  private static <T> Map<Integer, T> both(Map<Integer, T> first, Map<Integer, T> second) {
    var both = new HashMap<>(first);
    both.putAll(second);
    return both;
  }
}
