package dev.stint.plan.node;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;

/// Groups rows by the values of `groupColumns` (NULLs form a group; NaNs are equal, and so are 0.0
/// and -0.0) and aggregates each group. Without group columns there is exactly one group, even over
/// no rows. Gives the group columns, then one column per aggregate.
///
/// A `PARTIAL` one gives [AggregateCall#stateTypes()] in place of results, and may give a group
/// more than once. A `FINAL` one takes such rows: its `groupColumns` are 0 to n-1 and the states
/// follow in order; its calls' arguments and filters are those of the partial node and not used.
public record AggregateNode(
    Node input,
    Phase phase,
    List<Integer> groupColumns,
    List<AggregateCall> aggregates,
    Schema schema)
    implements Node {

  public enum Phase {
    PARTIAL,
    FINAL,
    /// Both at once.
    SINGLE
  }

  public AggregateNode {
    groupColumns = List.copyOf(groupColumns);
    aggregates = List.copyOf(aggregates);
  }

  /// The schema of the partial rows for a grouping of `input`: groups, then states.
  public static Schema partialSchema(
      Schema input, List<Integer> groupColumns, List<AggregateCall> aggregates) {
    var fields = new ArrayList<>(input.select(groupColumns).fields());
    for (int call = 0; call < aggregates.size(); call++) {
      var types = aggregates.get(call).stateTypes();
      for (int part = 0; part < types.size(); part++) {
        fields.add(Field.nullable("state" + call + "_" + part, types.get(part)));
      }
    }
    return new Schema(fields);
  }

  @Override
  public List<Node> inputs() {
    return List.of(input);
  }
}
