package dev.stint.executor.window;

import dev.stint.executor.aggregate.AggregateStates;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import java.util.Arrays;

/// An aggregate of all rows of the partition up to and with the row's segment: the row alone or its
/// peers. Each segment is a group, and goes on from the one before it.
final class RunningAggregate implements WindowFunction {

  enum Segment {
    ROW,
    PEERS
  }

  private final Segment segment;
  private final AggregateInput input;
  private final AggregateStates states;

  /// The state of the last segment, between steps.
  private final AggregateStates last;

  private final int[] segments = new int[Batch.MAX_ROWS];
  private final int[] groups = new int[Batch.MAX_ROWS];
  private final boolean[] isFirst = new boolean[Batch.MAX_ROWS + 1];

  RunningAggregate(AggregateCall call, Segment segment, MemoryAccount memory) {
    this.segment = segment;
    this.input = new AggregateInput(call);
    this.states = AggregateStates.of(input.call(), memory);
    this.last = AggregateStates.of(input.call(), memory);
    states.ensureGroups(1);
    last.ensureGroups(1);
  }

  @Override
  public Reach reach() {
    return switch (segment) {
      case ROW -> Reach.ROW;
      case PEERS -> Reach.PEERS;
    };
  }

  @Override
  public Vector compute(Step step) {
    // Group 0 is the segment that the rows before the step end in.
    int segmentCount = number(step);
    states.ensureGroups(segmentCount + 1);
    states.clear();
    states.merge(0, last, 0);
    addRows(step, segmentCount);
    states.accumulate(segmentCount + 1, isFirst);
    var results =
        segment == Segment.ROW
            ? states.result(1, step.count())
            : Spread.of(states.result(0, segmentCount + 1), segments, step.count());
    last.forget(0);
    last.merge(0, states, segmentCount);
    return results;
  }

  /// Numbers the segments that begin in the step, from 1; gives how many there are.
  private int number(Step step) {
    int[] partitions = step.partitionStarts();
    int[] peers = step.peersStarts();
    int number = 0;
    for (int i = 0; i < step.count(); i++) {
      int row = step.from() + i;
      boolean isBeginning =
          switch (segment) {
            case ROW -> true;
            case PEERS -> peers[i] == row;
          };
      if (isBeginning) {
        number++;
        isFirst[number] = partitions[i] == row;
      }
      segments[i] = number;
    }
    return number;
  }

  /// Adds the rows of the segments that begin in the step; the last of them may end beyond it.
  private void addRows(Step step, int segmentCount) {
    int beginning = 0;
    while (beginning < step.count() && segments[beginning] == 0) {
      beginning++;
    }
    if (beginning == step.count()) {
      return;
    }
    int done = beginning;
    while (done < step.count()) {
      var batch = input.next(step.rows(), step.from() + done, step.count() - done);
      System.arraycopy(segments, done, groups, 0, batch.rowCount());
      states.add(batch, groups);
      done += batch.rowCount();
    }
    int end = end(step) - step.from();
    Arrays.fill(groups, segmentCount);
    while (done < end) {
      var batch = input.next(step.rows(), step.from() + done, end - done);
      states.add(batch, groups);
      done += batch.rowCount();
    }
  }

  private int end(Step step) {
    int lastRow = step.count() - 1;
    return switch (segment) {
      case ROW -> step.from() + step.count();
      case PEERS -> step.peersEnds()[lastRow];
    };
  }
}
