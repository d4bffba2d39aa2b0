package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// Drops the first `offset` rows and passes on the next `limit` ones (`Long.MAX_VALUE`: all).
public record LimitNode(Node input, long limit, long offset) implements Node {

  public LimitNode {
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
