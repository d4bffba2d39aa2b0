package dev.stint.plan.node;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Passes on the rows for which `condition` is true.
public record FilterNode(Node input, Expression condition) implements Node {

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
