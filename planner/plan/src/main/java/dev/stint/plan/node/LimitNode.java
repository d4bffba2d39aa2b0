package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// Drops the first `offset` rows and passes on the next `limit` ones (`Long.MAX_VALUE`: all). With
/// `groupColumns` it does so for each group of rows that are equal in these (NULL equals NULL).
public record LimitNode(Node input, long limit, long offset, List<Integer> groupColumns)
    implements Node {

  public LimitNode {
    groupColumns = List.copyOf(groupColumns);
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
