package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.failure.StintException;

/// The rows whose values are computed together, and their places in their partitions. Entry i of an
/// array is about row `from + i`. Rows are numbered as in [WindowRows]; those that were dropped
/// have numbers below 0. Starts belong to the rows between, ends do not.
final class Step {

  private final WindowRows rows;
  private final int[] partitionStarts = new int[Batch.MAX_ROWS];
  private final int[] partitionEnds = new int[Batch.MAX_ROWS];
  private final int[] peersStarts = new int[Batch.MAX_ROWS];
  private final int[] peersEnds = new int[Batch.MAX_ROWS];
  private int from;
  private int count;

  /// In the input.
  private long partitionStart;

  private long peersStart;
  private long partitionEnd;
  private long peersEnd;

  Step(WindowRows rows) {
    this.rows = rows;
  }

  WindowRows rows() {
    return rows;
  }

  int from() {
    return from;
  }

  int count() {
    return count;
  }

  int[] partitionStarts() {
    return partitionStarts;
  }

  /// Of a partition that is not complete: where its rows end so far.
  int[] partitionEnds() {
    return partitionEnds;
  }

  int[] peersStarts() {
    return peersStarts;
  }

  int[] peersEnds() {
    return peersEnds;
  }

  /// Goes on to the `count` rows from `from`, which follow those of the step before.
  void advance(int from, int count) {
    this.from = from;
    this.count = count;
    long first = rows.firstRow();
    var starts = rows.starts();
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (starts.startsPeers(row)) {
        peersStart = first + row;
        partitionStart = starts.startsPartition(row) ? peersStart : partitionStart;
      }
      partitionStarts[i] = distance(partitionStart - first);
      peersStarts[i] = distance(peersStart - first);
    }
    // What was not complete in the step before may have grown.
    partitionEnd = starts.endsPartition(partitionEnd - first) ? partitionEnd : 0;
    peersEnd = starts.endsPeers(peersEnd - first) ? peersEnd : 0;
    for (int i = 0; i < count; i++) {
      long row = first + from + i;
      if (row >= partitionEnd) {
        partitionEnd = first + starts.partitionEnd(from + i);
      }
      if (row >= peersEnd) {
        peersEnd = first + starts.peersEnd(from + i);
      }
      partitionEnds[i] = (int) (partitionEnd - first);
      peersEnds[i] = (int) (peersEnd - first);
    }
  }

  private static int distance(long rows) {
    if (rows < -Integer.MAX_VALUE) {
      throw StintException.resource(
          "a partition of a window has more than %d rows".formatted(Integer.MAX_VALUE));
    }
    return (int) rows;
  }
}
