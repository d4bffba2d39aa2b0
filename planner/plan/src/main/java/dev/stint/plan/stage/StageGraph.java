package dev.stint.plan.stage;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.stream.Stream;

/// A planned statement. Stage i has the id i and reads only exchanges of stages before it; the last
/// stage is the root: its unkeyed exchange is the result (in task order), or it writes files.
/// `schema` names the result's columns; it is empty when files are written.
public record StageGraph(List<Stage> stages, Schema schema) {

  public StageGraph {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a graph without stages");
    }
    for (int id = 0; id < stages.size(); id++) {
      var stage = stages.get(id);
      int expected = id;
      boolean isOrdered =
          stage.id() == id
              && exchangeSources(stage).allMatch(source -> source.stageId() < expected);
      if (!isOrdered) {
        throw new IllegalArgumentException("stage " + stage.id() + " stands at place " + id);
      }
    }
  }

  public Stage root() {
    return stages.getLast();
  }

  /// The exchanges a stage reads, in the order of its tree.
  public static Stream<ExchangeSourceNode> exchangeSources(Stage stage) {
    return nodes(stage.fragment().root())
        .filter(ExchangeSourceNode.class::isInstance)
        .map(ExchangeSourceNode.class::cast);
  }

  /// A node and all below it, parents first.
  public static Stream<Node> nodes(Node node) {
    return Stream.concat(Stream.of(node), node.inputs().stream().flatMap(StageGraph::nodes));
  }
}
