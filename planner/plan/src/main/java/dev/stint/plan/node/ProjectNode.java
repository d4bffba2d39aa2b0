package dev.stint.plan.node;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Computes column i of `schema` as `expressions[i]` over the input's columns.
public record ProjectNode(Node input, List<Expression> expressions, Schema schema) implements Node {

  public ProjectNode {
    expressions = List.copyOf(expressions);
    if (expressions.size() != schema.size()) {
      throw new IllegalArgumentException(expressions.size() + " expressions for " + schema);
    }
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
