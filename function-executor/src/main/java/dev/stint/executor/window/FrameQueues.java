package dev.stint.executor.window;

import dev.stint.executor.aggregate.AggregateStates;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.memory.MemoryAccount;

/// The aggregate of a frame that moves on from row to row, however wide it is.
///
/// The frame's rows are two queues: of the older ones, `front` has for each row the aggregate of it
/// and all older ones after it; of the younger ones, `back` has the aggregate. The aggregate of a
/// frame is that of its first row in `front`, merged with `back`. When a frame starts beyond the
/// older rows, all its rows become older ones. A frame that does not go on from the one before
/// begins anew.
final class FrameQueues {

  private final AggregateInput input;
  private final AggregateStates front;
  private final AggregateStates back;

  /// Of single rows, from `leavesFrom` to `leavesTo`.
  private final AggregateStates leaves;

  private final int[] groups = new int[Batch.MAX_ROWS];

  /// Rows of the input from `start` to `frontEnd` are in `front`, from there to `end` in `back`.
  private long start;

  private long frontStart;
  private long frontEnd;
  private long end;
  private long leavesFrom;
  private long leavesTo;

  FrameQueues(AggregateInput input, MemoryAccount memory) {
    this.input = input;
    this.front = AggregateStates.wide(input.call(), memory);
    this.back = AggregateStates.wide(input.call(), memory);
    this.leaves = AggregateStates.wide(input.call(), memory);
    back.ensureGroups(1);
    leaves.ensureGroups(Batch.MAX_ROWS);
  }

  /// Adds the frame of each of the step's rows to its group of `results`. Unless `follows`, the
  /// rows before were not given here.
  void compute(Step step, FrameRows frames, AggregateStates results, boolean follows) {
    int[] starts = frames.starts();
    int[] ends = frames.ends();
    long first = step.rows().firstRow();
    for (int i = 0; i < step.count(); i++) {
      boolean isNew = step.partitionStarts()[i] == step.from() + i || (i == 0 && !follows);
      move(step.rows(), first + starts[i], first + ends[i], isNew);
      if (start < frontEnd) {
        results.merge(i, front, Math.toIntExact(start - frontStart));
      }
      if (frontEnd < end) {
        results.merge(i, back, 0);
      }
    }
  }

  private void move(WindowRows rows, long toStart, long toEnd, boolean isNew) {
    boolean isFollowing = toStart >= start && toEnd >= end && toStart < end;
    if (isNew || !isFollowing) {
      start = toStart;
      frontStart = toStart;
      frontEnd = toStart;
      end = toStart;
      back.forget(0);
    }
    for (; end < toEnd; end++) {
      back.merge(0, leaves, leaf(rows, end));
    }
    start = toStart;
    if (start > frontEnd) {
      flip(rows);
    }
  }

  /// The group of a row among the leaves.
  private int leaf(WindowRows rows, long row) {
    if (row < leavesFrom || row >= leavesTo) {
      int from = Math.toIntExact(row - rows.firstRow());
      var batch = input.next(rows, from, Batch.MAX_ROWS);
      leaves.clear();
      leaves.add(batch, RowIndexes.identity());
      leavesFrom = row;
      leavesTo = row + batch.rowCount();
    }
    return Math.toIntExact(row - leavesFrom);
  }

  /// Makes all rows older ones.
  private void flip(WindowRows rows) {
    int rowCount = Math.toIntExact(end - start);
    int from = Math.toIntExact(start - rows.firstRow());
    front.ensureGroups(rowCount);
    for (int group = 0; group < rowCount; group++) {
      front.forget(group);
    }
    for (int done = 0; done < rowCount; ) {
      var batch = input.next(rows, from + done, rowCount - done);
      for (int i = 0; i < batch.rowCount(); i++) {
        groups[i] = done + i;
      }
      front.add(batch, groups);
      done += batch.rowCount();
    }
    for (int group = rowCount - 2; group >= 0; group--) {
      front.merge(group, front, group + 1);
    }
    frontStart = start;
    frontEnd = end;
    back.forget(0);
  }
}
