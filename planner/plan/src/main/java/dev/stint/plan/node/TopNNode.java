package dev.stint.plan.node;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives, in order, the `limit` rows that follow the first `offset` ones.
public record TopNNode(Node input, List<SortKey> keys, long limit, long offset) implements Node {

  public TopNNode {
    keys = List.copyOf(keys);
    if (limit < 0 || offset < 0) {
      throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
    }
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
