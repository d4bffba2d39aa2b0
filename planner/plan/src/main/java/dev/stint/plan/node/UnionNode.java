package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives the rows of all inputs, one input after the other. The inputs have the same types.
public record UnionNode(List<Node> inputs, Schema schema) implements Node {

  public UnionNode {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a union of nothing");
    }
  }
}
