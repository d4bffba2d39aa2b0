package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.failure.StintException;
import java.util.List;

/// The value of a group's only row. The value kept is the smallest: of one row that is the row's.
final class SingleValueAggregator extends Aggregator {

  private final GroupState values;
  private final CountState counts;
  private final List<GroupState> states;
  private final int[] present = new int[Batch.MAX_ROWS];

  SingleValueAggregator(AggregateCall call, GroupState values, MemoryAccount memory) {
    super(call);
    this.values = values;
    this.counts = new CountState(memory);
    this.states = List.of(values, counts);
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  boolean skipsNulls() {
    return false;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    counts.count(rows, count, groups);
    var argument = argument(batch);
    boolean[] nulls = argument.nulls();
    if (nulls == null) {
      values.add(argument, rows, count, groups);
    } else {
      values.add(argument, present, RowIndexes.dropNulls(nulls, rows, count, present), groups);
    }
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(values, batch.column(column), groups);
    merge(counts, batch.column(column + 1), groups);
  }

  @Override
  Vector result(int from, int count) {
    for (int group = from; group < from + count; group++) {
      if (counts.value(group) > 1) {
        throw StintException.user(
            "a scalar subquery gave %d rows, but may give one at most; add LIMIT 1 or an aggregate"
                .formatted(counts.value(group)));
      }
    }
    return values.vector(from, count);
  }
}
