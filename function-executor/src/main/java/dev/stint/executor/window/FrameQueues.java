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
///
/// The older rows are cut into chunks: `chunks` has for each the aggregate of it and those after
/// it, and `front` has the rows of that one alone which frames start in.
final class FrameQueues {

  private static final int CHUNK_ROWS = Batch.MAX_ROWS;

  private final AggregateInput input;
  private final AggregateStates chunks;
  private final AggregateStates front;
  private final AggregateStates back;

  /// Of single rows, from `leavesFrom` to `leavesTo`.
  private final AggregateStates leaves;

  private final int[] groups = new int[Batch.MAX_ROWS];

  /// Rows of the input from `start` to `frontEnd` are in `front`, from there to `end` in `back`.
  private long start;

  /// Of those in `front`, whose group 0 is `frontStart`, the last is before `loadedEnd`.
  private long frontStart;

  private long loadedEnd;
  private long chunksStart;
  private long frontEnd;
  private long end;
  private long leavesFrom;
  private long leavesTo;

  FrameQueues(AggregateInput input, MemoryAccount memory) {
    this.input = input;
    this.chunks = AggregateStates.wide(input.call(), memory);
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
      loadedEnd = toStart;
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
    if (start < frontEnd && start >= loadedEnd) {
      load(rows);
    }
  }

  /// The group of a row among the leaves.
  private int leaf(WindowRows rows, long row) {
    if (row < leavesFrom || row >= leavesTo) {
      int from = place(rows, row);
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
    int chunkCount = Math.toIntExact((end - start + CHUNK_ROWS - 1) / CHUNK_ROWS);
    forget(chunks, chunkCount);
    for (long row = start; row < end; ) {
      var batch = input.next(rows, place(rows, row), place(rows, end) - place(rows, row));
      for (int i = 0; i < batch.rowCount(); i++) {
        groups[i] = (int) ((row + i - start) / CHUNK_ROWS);
      }
      chunks.add(batch, groups);
      row += batch.rowCount();
    }
    for (int chunk = chunkCount - 2; chunk >= 0; chunk--) {
      chunks.merge(chunk, chunks, chunk + 1);
    }
    chunksStart = start;
    loadedEnd = start;
    frontEnd = end;
    back.forget(0);
  }

  /// Makes `front` that of the chunk which the frame starts in, from there on.
  private void load(WindowRows rows) {
    long chunk = (start - chunksStart) / CHUNK_ROWS;
    long chunkEnd = chunksStart + (chunk + 1) * CHUNK_ROWS;
    frontStart = start;
    loadedEnd = Math.min(chunkEnd, frontEnd);
    int count = Math.toIntExact(loadedEnd - frontStart);
    forget(front, count);
    for (int done = 0; done < count; ) {
      var batch = input.next(rows, place(rows, frontStart) + done, count - done);
      for (int i = 0; i < batch.rowCount(); i++) {
        groups[i] = done + i;
      }
      front.add(batch, groups);
      done += batch.rowCount();
    }
    if (chunkEnd < frontEnd) {
      front.merge(count - 1, chunks, Math.toIntExact(chunk + 1));
    }
    for (int group = count - 2; group >= 0; group--) {
      front.merge(group, front, group + 1);
    }
  }

  private static void forget(AggregateStates states, int count) {
    states.ensureGroups(count);
    for (int group = 0; group < count; group++) {
      states.forget(group);
    }
  }

  private static int place(WindowRows rows, long row) {
    return Math.toIntExact(row - rows.firstRow());
  }
}
