package dev.stint.plan.node;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives the rows of its input in their order, each with one column more per call.
///
/// The rows of a partition, which are equal in `partitionColumns` (NULL equals NULL), stand
/// together in the input, and lie in it in the order of `orderKeys`. Peers are rows of a partition
/// that are equal in these.
public record WindowNode(
    Node input,
    List<Integer> partitionColumns,
    List<SortKey> orderKeys,
    List<WindowCall> calls,
    Schema schema)
    implements Node {

  public WindowNode {
    partitionColumns = List.copyOf(partitionColumns);
    orderKeys = List.copyOf(orderKeys);
    calls = List.copyOf(calls);
    if (schema.size() != input.schema().size() + calls.size()) {
      throw new IllegalArgumentException(schema + " for " + input.schema() + " and " + calls);
    }
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
