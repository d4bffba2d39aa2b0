package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// The variances and standard deviations.
final class VarianceAggregator extends Aggregator {

  private final VarianceState state;
  private final List<GroupState> states;
  private final int[] counted = new int[Batch.MAX_ROWS];

  VarianceAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    this.state = new VarianceState(memory);
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
    return switch (call().function()) {
      case VAR_POP -> state.variance(from, count, 0);
      case VAR_SAMP -> state.variance(from, count, 1);
      case STDDEV_POP -> roots(state.variance(from, count, 0));
      case STDDEV_SAMP -> roots(state.variance(from, count, 1));
      case COUNT_ALL, COUNT, SUM, AVG, MIN, MAX, BOOL_AND, BOOL_OR, ANY_VALUE, SINGLE_VALUE ->
          throw new IllegalStateException(call() + " is no variance");
    };
  }

  private static DoubleVector roots(DoubleVector variances) {
    double[] values = variances.values();
    for (int i = 0; i < variances.rowCount(); i++) {
      values[i] = Math.sqrt(values[i]);
    }
    return variances;
  }
}
