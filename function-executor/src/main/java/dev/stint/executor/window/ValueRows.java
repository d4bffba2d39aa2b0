package dev.stint.executor.window;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The rows where a column is not NULL, in order, of the partitions that a step lies in.
final class ValueRows {

  private final int column;
  private final MemoryAccount memory;
  private int[] found = new int[0];
  private int count;

  /// Which rows were searched, by their numbers in the input; `found` has numbers from
  /// `searchedFrom`.
  private long searchedFrom;

  private long searchedTo;

  ValueRows(int column, MemoryAccount memory) {
    this.column = column;
    this.memory = memory;
  }

  /// Looks for them unless it has them: a step's partitions are wholly there.
  void find(Step step) {
    long first = step.rows().firstRow();
    long from = first + step.partitionStarts()[0];
    long to = first + step.partitionEnds()[step.count() - 1];
    if (from >= searchedFrom && to <= searchedTo) {
      return;
    }
    searchedFrom = from;
    searchedTo = to;
    boolean[] nulls = step.rows().column(column).nulls();
    int start = step.partitionStarts()[0];
    int rows = Math.toIntExact(to - from);
    ensure(rows);
    int size = 0;
    for (int row = 0; row < rows; row++) {
      found[size] = row;
      size += nulls != null && nulls[start + row] ? 0 : 1;
    }
    count = size;
  }

  private void ensure(int needed) {
    int before = found.length;
    if (needed > before) {
      int larger = ArrayGrowth.doubled("rows of a window", before, needed);
      memory.reserve((long) larger * Integer.BYTES);
      found = new int[larger];
      memory.release((long) before * Integer.BYTES);
    }
  }

  /// How many of them come before `row`.
  int before(Step step, int row) {
    int wanted = Math.toIntExact(step.rows().firstRow() + row - searchedFrom);
    int place = Arrays.binarySearch(found, 0, count, wanted);
    return place < 0 ? -place - 1 : place;
  }

  /// The one with so many before it, or -1 unless it lies in `[from, to)`.
  int row(Step step, long before, int from, int to) {
    if (before < 0 || before >= count) {
      return -1;
    }
    int row = Math.toIntExact(searchedFrom + found[(int) before] - step.rows().firstRow());
    return row >= from && row < to ? row : -1;
  }
}
