package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// `COUNT(*)` and `COUNT(x)`.
final class CountAggregator extends Aggregator {

  private final CountState counts;
  private final List<GroupState> states;

  CountAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    this.counts = new CountState(memory);
    this.states = List.of(counts);
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    counts.count(rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(counts, batch.column(column), groups);
  }

  @Override
  Vector result(int from, int count) {
    return counts.vector(from, count);
  }
}
