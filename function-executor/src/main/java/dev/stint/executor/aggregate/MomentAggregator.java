package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// Variances and their kin, of one value or of two.
final class MomentAggregator extends Aggregator {

  private final MomentState state;
  private final List<GroupState> states;
  private final int[] counted = new int[Batch.MAX_ROWS];

  MomentAggregator(AggregateCall call, MomentState state) {
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
    boolean[] nulls = batch.column(column + 1).nulls();
    int[] rows = RowIndexes.identity();
    int count = batch.rowCount();
    if (nulls != null) {
      count = RowIndexes.dropNulls(nulls, rows, count, counted);
      rows = counted;
    }
    state.merge(batch, column, rows, count, groups);
  }

  @Override
  List<Vector> stateVectors(int from, int count) {
    return state.vectors(from, count);
  }

  @Override
  Vector result(int from, int count) {
    return state.values(call().function(), from, count);
  }
}
