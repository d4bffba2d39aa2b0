package dev.stint.executor.window;

import dev.stint.executor.aggregate.AggregateStates;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import java.util.Arrays;
import java.util.List;

/// An aggregate of a frame that moves on from row to row. Nothing is ever taken out of a state, so
/// nothing is lost by rounding.
///
/// The rows that a step's frames cover are cut at borders such that each frame has one border
/// within it or at its end: `front` has for each row the aggregate of it and all up to the next
/// border, `back` of it and all since the last. A frame is its first row's `front` and its last
/// row's `back`. Frames far wider than a step, and such as do not move on, are left to
/// [FrameQueues].
final class SlidingAggregate implements WindowFunction {

  /// So many times its own rows a step may go through.
  private static final int COVERED_SHARE = 4;

  private static final int MAX_COVERED_ROWS = COVERED_SHARE * Batch.MAX_ROWS;

  /// Steps are small where few rows are in memory together.
  private static final int MIN_COVERED_ROWS = Batch.MAX_ROWS / 4;

  private final Frame frame;
  private final AggregateInput input;
  private final FrameRows frames;
  private final AggregateStates results;
  private final AggregateStates front;
  private final AggregateStates back;
  private final FrameQueues queues;
  private final int[] groups = new int[Batch.MAX_ROWS];
  private final int[] fronts = new int[Batch.MAX_ROWS];
  private final int[] backs = new int[Batch.MAX_ROWS];
  private final boolean[] isBorder = new boolean[MAX_COVERED_ROWS + 1];
  private boolean isInQueues;

  SlidingAggregate(AggregateCall call, Frame frame, List<SortKey> order, MemoryAccount memory) {
    this.frame = frame;
    this.input = new AggregateInput(call);
    this.frames = new FrameRows(frame, order);
    this.results = AggregateStates.wide(input.call(), memory);
    this.front = AggregateStates.wide(input.call(), memory);
    this.back = AggregateStates.wide(input.call(), memory);
    this.queues = new FrameQueues(input, memory);
    results.ensureGroups(Batch.MAX_ROWS);
  }

  @Override
  public Reach reach() {
    // A frame that starts with the partition is never gone through again.
    return isRunning() ? Reach.end(frame.end()) : Reach.of(frame);
  }

  private boolean isRunning() {
    return frame.start() instanceof Frame.Unbounded;
  }

  @Override
  public Vector compute(Step step) {
    frames.find(step);
    results.clear();
    if (isRunning() || !isNarrow(step.count())) {
      queues.compute(step, frames, results, isInQueues);
      isInQueues = true;
    } else {
      cover(step);
      isInQueues = false;
    }
    return results.result(0, step.count());
  }

  /// Whether frames move on, and cover few rows in all.
  private boolean isNarrow(int count) {
    int[] starts = frames.starts();
    int[] ends = frames.ends();
    for (int i = 1; i < count; i++) {
      if (starts[i] < starts[i - 1] || ends[i] < ends[i - 1]) {
        return false;
      }
    }
    return (long) ends[count - 1] - starts[0] <= Math.max(COVERED_SHARE * count, MIN_COVERED_ROWS);
  }

  private void cover(Step step) {
    int from = frames.starts()[0];
    int rowCount = frames.ends()[step.count() - 1] - from;
    setBorders(from, rowCount, step.count());
    addRows(front, step.rows(), from, rowCount);
    front.accumulateBackward(rowCount, isBorder);
    addRows(back, step.rows(), from, rowCount);
    back.accumulate(rowCount, isBorder);
    results.mergeAll(front, fronts, step.count());
    results.mergeAll(back, backs, step.count());
  }

  /// A frame that starts beyond the last border has its end as the next.
  private void setBorders(int from, int rowCount, int count) {
    int[] starts = frames.starts();
    int[] ends = frames.ends();
    Arrays.fill(isBorder, 0, rowCount + 1, false);
    int border = ends[0];
    for (int i = 0; i < count; i++) {
      border = starts[i] > border ? ends[i] : border;
      isBorder[border - from] = true;
      fronts[i] = starts[i] < border ? starts[i] - from : -1;
      backs[i] = border < ends[i] ? ends[i] - 1 - from : -1;
    }
  }

  /// Makes a group of each row.
  private void addRows(AggregateStates states, WindowRows rows, int from, int rowCount) {
    states.ensureGroups(rowCount);
    states.clear();
    for (int done = 0; done < rowCount; ) {
      var batch = input.next(rows, from + done, rowCount - done);
      for (int i = 0; i < batch.rowCount(); i++) {
        groups[i] = done + i;
      }
      states.add(batch, groups);
      done += batch.rowCount();
    }
  }
}
