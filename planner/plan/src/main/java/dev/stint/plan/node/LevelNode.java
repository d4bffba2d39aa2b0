package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// The rows of the level before, in the step of the [RecursionNode] of the same number.
public record LevelNode(int recursion, Schema schema) implements Node {

  @Override
  public List<Node> inputs() {
    return List.of();
  }
}
