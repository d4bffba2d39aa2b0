package dev.stint.plan.node;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Gives constant rows, once per task that runs it: the planner puts it in a stage of one task.
public record ValuesNode(Schema schema, List<List<Literal>> rows) implements Node {

  public ValuesNode {
    rows = rows.stream().map(List::copyOf).toList();
    for (var row : rows) {
      if (row.size() != schema.size()) {
        throw new IllegalArgumentException("a row of " + row.size() + " for " + schema);
      }
    }
  }

  @Override
  public List<Node> inputs() {
    return List.of();
  }
}
