package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// `AVG` as a double.
final class AverageAggregator extends Aggregator {

  private final DoubleSumState sums;
  private final CountState counts;
  private final List<GroupState> states;

  AverageAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    this.sums = new DoubleSumState(memory);
    this.counts = new CountState(memory);
    this.states = List.of(sums, counts);
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    sums.add(argument(batch), rows, count, groups);
    counts.count(rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(sums, batch.column(column), groups);
    merge(counts, batch.column(column + 1), groups);
  }

  @Override
  Vector result(int from, int count) {
    double[] values = new double[count];
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      long rows = counts.value(from + i);
      nulls[i] = rows == 0;
      values[i] = rows == 0 ? 0 : sums.value(from + i) / rows;
    }
    return new DoubleVector(count, values, nulls);
  }
}
