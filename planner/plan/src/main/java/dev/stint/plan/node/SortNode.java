package dev.stint.plan.node;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives all rows of its input in order; equal rows in any order.
public record SortNode(Node input, List<SortKey> keys) implements Node {

  public SortNode {
    keys = List.copyOf(keys);
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
