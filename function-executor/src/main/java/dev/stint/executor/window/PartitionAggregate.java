package dev.stint.executor.window;

import dev.stint.executor.aggregate.AggregateStates;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import org.jspecify.annotations.Nullable;

/// An aggregate of all rows of the partition. All rows of a partition are gone through when its
/// first one has its turn; what lasts is the result.
final class PartitionAggregate implements WindowFunction {

  private final AggregateInput input;
  private final MemoryAccount memory;
  private final AggregateStates states;

  /// Partitions that begin in the step, from 1; 0 is the one that began before it.
  private final int[] partitions = new int[Batch.MAX_ROWS];

  private final int[] groups = new int[Batch.MAX_ROWS];
  private boolean hasStates;

  /// A row: of the partition that the step before ended in.
  private @Nullable Vector last;

  PartitionAggregate(AggregateCall call, MemoryAccount memory) {
    this.input = new AggregateInput(call);
    this.memory = memory.another();
    this.states = AggregateStates.spilling(input.call(), this.memory);
  }

  @Override
  public Reach reach() {
    return Reach.PARTITION_AHEAD;
  }

  @Override
  public Vector compute(Step step) {
    if (hasStates) {
      states.clear();
      hasStates = false;
    }
    int count = number(step);
    var results = count == 0 ? last() : withLast(results(step, count), count);
    last = results.gather(new int[] {count}, 1);
    return Spread.of(results, partitions, step.count());
  }

  /// Numbers the partitions that begin in the step; gives how many there are.
  private int number(Step step) {
    int number = 0;
    for (int i = 0; i < step.count(); i++) {
      number += step.partitionStarts()[i] == step.from() + i ? 1 : 0;
      partitions[i] = number;
    }
    return number;
  }

  private Vector results(Step step, int count) {
    hasStates = true;
    states.ensureGroups(count);
    int done = 0;
    while (partitions[done] == 0) {
      done++;
    }
    int end = step.partitionEnds()[step.count() - 1] - step.from();
    while (done < end) {
      var batch = input.next(step.rows(), step.from() + done, end - done);
      for (int i = 0; i < batch.rowCount(); i++) {
        groups[i] = done + i < step.count() ? partitions[done + i] - 1 : count - 1;
      }
      states.add(batch, groups);
      done += batch.rowCount();
    }
    return states.result(0, count);
  }

  /// The result of the partition before, or NULL, and then `count` of `results`.
  private Vector withLast(Vector results, int count) {
    try (var scratch = memory.another()) {
      var all = ColumnBuffer.of(input.call().type().physicalType(), scratch);
      all.append(last == null ? Vector.nulls(input.call().type().physicalType(), 1) : last);
      for (int from = 0; from < count; from += Batch.MAX_ROWS) {
        all.append(results.slice(from, Math.min(count - from, Batch.MAX_ROWS)));
      }
      return all.vector();
    }
  }

  private Vector last() {
    if (last == null) {
      throw new IllegalStateException("no partition began");
    }
    return last;
  }

  @Override
  public void close() {
    try (memory) {
      states.close();
    }
  }
}
