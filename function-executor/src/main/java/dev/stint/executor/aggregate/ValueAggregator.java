package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// An aggregate whose state is one value of the result's type, merged as values are added: sums and
/// extremes.
final class ValueAggregator extends Aggregator {

  private final GroupState state;
  private final List<GroupState> states;

  ValueAggregator(AggregateCall call, GroupState state) {
    super(call);
    this.state = state;
    this.states = List.of(state);
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    state.add(argument(batch), rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(state, batch.column(column), groups);
  }

  @Override
  Vector result(int from, int count) {
    return state.vector(from, count);
  }
}
