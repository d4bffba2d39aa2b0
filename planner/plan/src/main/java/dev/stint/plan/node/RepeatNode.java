package dev.stint.plan.node;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Gives each input row as often as its column `countColumn` (a `BIGINT`) says, one after the
/// other; not at all where that is NULL, 0 or less. A last column, `ordinal`, counts a row's
/// repetitions from 0.
public record RepeatNode(Node input, int countColumn, String ordinal) implements Node {

  public RepeatNode {
    if (!input.schema().type(countColumn).equals(DataType.BIGINT)) {
      throw new IllegalArgumentException(
          "rows are repeated by a bigint, not by " + input.schema().type(countColumn));
    }
  }

  @Override
  public Schema schema() {
    var fields = new ArrayList<>(input.schema().fields());
    fields.add(Field.required(ordinal, DataType.BIGINT));
    return new Schema(fields);
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
