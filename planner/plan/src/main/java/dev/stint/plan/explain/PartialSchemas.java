package dev.stint.plan.explain;

import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageGraph;

/// Finds the rows that a partial aggregation took, by which the final one's arguments are named.
final class PartialSchemas {

  private final StageGraph graph;

  PartialSchemas(StageGraph graph) {
    this.graph = graph;
  }

  ExpressionText argumentsOf(AggregateNode last) {
    var input =
        last.input() instanceof ExchangeSourceNode source
            ? graph.stages().get(source.stageId()).fragment().root()
            : last.input();
    if (input instanceof AggregateNode first && first.phase() == AggregateNode.Phase.PARTIAL) {
      return new ExpressionText(first.input().schema());
    }
    throw new IllegalArgumentException("a final aggregation without a partial one: " + last);
  }
}
