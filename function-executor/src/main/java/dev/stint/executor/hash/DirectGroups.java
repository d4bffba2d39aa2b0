package dev.stint.executor.hash;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The groups of whole numbers that lie close together, as those that number rows do: a number's
/// distance from the smallest is the place of its group. There is nothing to hash or to verify, and
/// numbers that come in order are looked up in order.
///
/// It takes at most [#MAX_BYTES_PER_KEY] for a key, which is what a table of hashes takes that is a
/// quarter full.
final class DirectGroups {

  private static final int MAX_BYTES_PER_KEY = 64;

  /// So much is taken whatever the number of keys.
  private static final int MIN_BYTES = 1 << 17;

  private static final int MIN_PLACES = 1 << 10;
  private static final long MAX_PLACES = 1 << 29;

  private final MemoryAccount memory;

  /// Group + 1 of the number `base + place`, 0 where there is none.
  private int[] places = new int[0];

  private long base;

  /// Of the keys so far; the smallest is above the largest while there are none.
  private long smallest = Long.MAX_VALUE;

  private long largest = Long.MIN_VALUE;

  DirectGroups(MemoryAccount memory) {
    this.memory = memory;
  }

  /// Makes room for the `count` numbers of `values` beside `keyCount` keys; false when they lie too
  /// far apart, and then nothing has changed.
  boolean cover(long[] values, int count, int keyCount) {
    long low = smallest;
    long high = largest;
    for (int row = 0; row < count; row++) {
      low = Math.min(low, values[row]);
      high = Math.max(high, values[row]);
    }
    if (low > high) {
      return true;
    }
    long reach = high - base;
    if (low < base || reach < 0 || reach >= places.length) {
      long allowed = Math.max(((long) keyCount + count) * MAX_BYTES_PER_KEY, MIN_BYTES) / 4;
      long span = high - low;
      // Negative when it passes 64 bits.
      if (span < 0 || span >= Math.min(allowed, MAX_PLACES)) {
        return false;
      }
      stretch(low, high, (int) span + 1, (int) Math.min(allowed, MAX_PLACES));
    }
    smallest = low;
    largest = high;
    return true;
  }

  /// Twice as many places as are needed are made, if so many are allowed, on the side to which the
  /// numbers grow.
  private void stretch(long low, long high, int needed, int allowed) {
    int length = Math.max(Math.min(2 * Math.max(needed, MIN_PLACES / 2), allowed), needed);
    boolean isDownwards = low < smallest && high <= largest;
    // Not below the smallest long.
    long newBase = isDownwards ? Math.min(low, high - (length - 1)) : low;
    if (newBase > high) {
      newBase = low;
    }
    memory.reserve((long) length * Integer.BYTES);
    int[] stretched = new int[length];
    if (smallest <= largest) {
      int kept = (int) (largest - smallest) + 1;
      int from = (int) (smallest - base);
      System.arraycopy(places, from, stretched, (int) (smallest - newBase), kept);
    }
    memory.release((long) places.length * Integer.BYTES);
    places = stretched;
    base = newBase;
  }

  /// Writes the group of each of the `count` numbers, all covered, to `groups`. New ones become the
  /// groups from `size` on; the rows where they are first seen go to `newRows`, and how many they
  /// are is returned.
  int findOrAdd(long[] values, int count, int size, int[] groups, int[] newRows) {
    int[] table = places;
    long first = base;
    int added = 0;
    for (int row = 0; row < count; row++) {
      int place = (int) (values[row] - first);
      int group = table[place];
      if (group == 0) {
        newRows[added++] = row;
        group = size + added;
        table[place] = group;
      }
      groups[row] = group - 1;
    }
    return added;
  }

  /// Enters `values[0..count)`, all covered and different, as groups 0, 1, 2, ….
  void enter(long[] values, int count) {
    for (int group = 0; group < count; group++) {
      places[(int) (values[group] - base)] = group + 1;
    }
  }

  /// Writes the group of each row's number to `groups`, -1 where there is none.
  void find(LongVector numbers, int[] groups) {
    int[] table = places;
    long[] values = numbers.values();
    long first = base;
    int count = numbers.rowCount();
    for (int row = 0; row < count; row++) {
      long place = values[row] - first;
      groups[row] = place >= 0 && place < table.length ? table[(int) place] - 1 : -1;
    }
    boolean[] nulls = numbers.nulls();
    if (nulls != null) {
      for (int row = 0; row < count; row++) {
        groups[row] = nulls[row] ? -1 : groups[row];
      }
    }
  }

  void clear() {
    Arrays.fill(places, 0);
    smallest = Long.MAX_VALUE;
    largest = Long.MIN_VALUE;
  }

  /// Gives its memory back.
  void close() {
    memory.release((long) places.length * Integer.BYTES);
    places = new int[0];
    smallest = Long.MAX_VALUE;
    largest = Long.MIN_VALUE;
  }
}
