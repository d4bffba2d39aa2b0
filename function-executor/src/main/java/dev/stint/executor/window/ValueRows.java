package dev.stint.executor.window;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Where a column is not NULL in the partitions that a step lies in: a bit for each row, and for
/// each word of bits how many are set before it.
final class ValueRows {

  private final int column;
  private final MemoryAccount memory;
  private long[] words = new long[0];
  private int[] setBefore = new int[0];
  private int wordCount;

  /// Which rows were searched, by their numbers in the input; the first bit is of `searchedFrom`.
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
    // One word more, before which all values lie.
    wordCount = Math.toIntExact((to - from) / Long.SIZE) + 1;
    ensure(wordCount + 1);
    Arrays.fill(words, 0, wordCount, 0);
    mark(step.rows(), step.partitionStarts()[0], Math.toIntExact(to - from));
    int count = 0;
    for (int word = 0; word < wordCount; word++) {
      setBefore[word] = count;
      count += Long.bitCount(words[word]);
    }
    setBefore[wordCount] = count;
  }

  private void mark(WindowRows rows, int start, int count) {
    for (int done = 0; done < count; ) {
      var piece = rows.piece(start + done);
      boolean[] nulls = piece.columns().get(column).nulls();
      int skipped = start + done - piece.from();
      int length = Math.min(count - done, piece.to() - piece.from() - skipped);
      for (int i = 0; i < length; i++) {
        int bit = done + i;
        words[bit >> 6] |= nulls != null && nulls[skipped + i] ? 0 : 1L << bit;
      }
      done += length;
    }
  }

  private void ensure(int needed) {
    int before = words.length;
    if (needed > before) {
      int larger = ArrayGrowth.doubled("rows of a window", before, needed);
      int wordBytes = Long.BYTES + Integer.BYTES;
      memory.reserve((long) larger * wordBytes);
      words = new long[larger];
      setBefore = new int[larger];
      memory.release((long) before * wordBytes);
    }
  }

  /// How many of them come before `row`.
  int before(Step step, int row) {
    int bit = Math.toIntExact(step.rows().firstRow() + row - searchedFrom);
    int word = bit >> 6;
    return setBefore[word] + Long.bitCount(words[word] & ((1L << bit) - 1));
  }

  /// The one with so many before it, or -1 unless it lies in `[from, to)`.
  int row(Step step, long before, int from, int to) {
    if (before < 0 || before >= setBefore[wordCount]) {
      return -1;
    }
    int word = word((int) before);
    long bits = words[word];
    for (int left = (int) before - setBefore[word]; left > 0; left--) {
      bits &= bits - 1;
    }
    int bit = (word << 6) + Long.numberOfTrailingZeros(bits);
    int row = Math.toIntExact(searchedFrom + bit - step.rows().firstRow());
    return row >= from && row < to ? row : -1;
  }

  /// The last word before which no more than `before` lie.
  private int word(int before) {
    int low = 0;
    int high = wordCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (setBefore[middle] <= before) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
