package dev.stint.plan.node;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives each input row once per projection: grouping sets and several DISTINCT aggregates become
/// one grouping over expanded rows.
public record ExpandNode(Node input, List<List<Expression>> projections, Schema schema)
    implements Node {

  public ExpandNode {
    projections = projections.stream().map(List::copyOf).toList();
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
