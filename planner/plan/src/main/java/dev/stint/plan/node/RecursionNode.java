package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// The rows of `anchor`, then those that `step` gives over these, then those that it gives over the
/// ones before, level by level until a level has no rows. In `step` a [LevelNode] of the same
/// `recursion` gives the rows of the level before. Runs in one task. More than `maxLevels` levels
/// after the first, or `maxRows` rows, are an error of the user's.
public record RecursionNode(
    Node anchor, Node step, int recursion, int maxLevels, long maxRows, Schema schema)
    implements Node {

  public RecursionNode {
    if (maxLevels < 0 || maxRows < 0) {
      throw new IllegalArgumentException("limits: " + maxLevels + ", " + maxRows);
    }
  }

  @Override
  public List<Node> inputs() {
    return List.of(anchor, step);
  }
}
