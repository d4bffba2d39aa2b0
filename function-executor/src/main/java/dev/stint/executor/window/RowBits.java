package dev.stint.executor.window;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// A flag for each of many rows, numbered from 0, in a bit each.
final class RowBits {

  private final MemoryAccount memory;
  private long[] words = new long[0];

  /// Row 0 is this bit of the first word.
  private int first;

  private int rowCount;

  /// The caller closes `memory`.
  RowBits(MemoryAccount memory) {
    this.memory = memory;
  }

  /// Adds `count` rows with the first of `flags`.
  void append(boolean[] flags, int count) {
    ensure(((long) first + rowCount + count + Long.SIZE - 1) / Long.SIZE);
    for (int i = 0; i < count; i++) {
      int bit = first + rowCount + i;
      words[bit >> 6] |= flags[i] ? 1L << bit : 0;
    }
    rowCount += count;
  }

  private void ensure(long needed) {
    int before = words.length;
    if (needed > before) {
      int larger = ArrayGrowth.doubled("rows of a window", before, needed);
      memory.reserve((long) larger * Long.BYTES);
      words = Arrays.copyOf(words, larger);
      memory.release((long) before * Long.BYTES);
    }
  }

  private int wordCount() {
    return (first + rowCount + Long.SIZE - 1) >> 6;
  }

  boolean get(int row) {
    int bit = first + row;
    return ((words[bit >> 6] >>> bit) & 1) != 0;
  }

  /// The first row from `row` on that is set, or the number of rows.
  int next(int row) {
    if (row >= rowCount) {
      return rowCount;
    }
    int word = (first + row) >> 6;
    int end = wordCount();
    long bits = words[word] & (-1L << (first + row));
    while (bits == 0 && ++word < end) {
      bits = words[word];
    }
    return bits == 0 ? rowCount : (word << 6) + Long.numberOfTrailingZeros(bits) - first;
  }

  /// Forgets the first `count` rows.
  void drop(int count) {
    int gone = (first + count) >> 6;
    int used = wordCount();
    System.arraycopy(words, gone, words, 0, used - gone);
    Arrays.fill(words, used - gone, used, 0);
    first = (first + count) & (Long.SIZE - 1);
    rowCount -= count;
  }
}
