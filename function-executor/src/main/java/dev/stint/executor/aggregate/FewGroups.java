package dev.stint.executor.aggregate;

import dev.stint.executor.batch.RowIndexes;

/// Sums of one batch's rows for few groups, in 64 bits. Rows that follow each other are mostly of
/// one group, and each would wait for the sum that the one before it writes; so every fourth row
/// goes to a sum of its own.
final class FewGroups {

  static final int MAX_GROUPS = 64;

  /// Fewer rows are not worth a look at all groups.
  private static final int MIN_ROWS = 4 * MAX_GROUPS;

  private static final int MAX_ROW_BITS = 18;

  /// So many rows of numbers of so many bits, and a sign, stay within 64 bits.
  private static final int SHORT_BITS = Long.SIZE - 1 - MAX_ROW_BITS;

  private final long[] sums = new long[4 * MAX_GROUPS];

  static boolean isFor(int groupCount, int rowCount) {
    return groupCount <= MAX_GROUPS && rowCount >= MIN_ROWS && rowCount <= 1 << MAX_ROW_BITS;
  }

  /// Whether the first `rowCount` values have few enough bits.
  static boolean areShort(long[] values, int rowCount) {
    long bits = 0;
    for (int row = 0; row < rowCount; row++) {
      bits |= values[row] ^ (values[row] >> 63);
    }
    return bits >>> SHORT_BITS == 0;
  }

  /// Whether so are 128-bit values.
  static boolean areShort(long[] high, long[] low, int rowCount) {
    long bits = 0;
    for (int row = 0; row < rowCount; row++) {
      bits |= high[row] ^ (low[row] >> 63);
    }
    return bits == 0 && areShort(low, rowCount);
  }

  /// Adds rows `rows[0..count)` of `values`, each to group `groups[row]`.
  void add(long[] values, int[] rows, int count, int[] groups) {
    if (RowIndexes.isIdentity(rows)) {
      addFirst(values, count, groups);
      return;
    }
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      sums[groups[rows[i]]] += values[rows[i]];
      sums[MAX_GROUPS + groups[rows[i + 1]]] += values[rows[i + 1]];
      sums[2 * MAX_GROUPS + groups[rows[i + 2]]] += values[rows[i + 2]];
      sums[3 * MAX_GROUPS + groups[rows[i + 3]]] += values[rows[i + 3]];
    }
    for (; i < count; i++) {
      sums[groups[rows[i]]] += values[rows[i]];
    }
  }

  /// Adds the rows before `count`, which most batches are: a third less to load for each.
  private void addFirst(long[] values, int count, int[] groups) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      sums[groups[i]] += values[i];
      sums[MAX_GROUPS + groups[i + 1]] += values[i + 1];
      sums[2 * MAX_GROUPS + groups[i + 2]] += values[i + 2];
      sums[3 * MAX_GROUPS + groups[i + 3]] += values[i + 3];
    }
    for (; i < count; i++) {
      sums[groups[i]] += values[i];
    }
  }

  /// Counts rows `rows[0..count)`.
  void count(int[] rows, int count, int[] groups) {
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      sums[groups[rows[i]]]++;
      sums[MAX_GROUPS + groups[rows[i + 1]]]++;
      sums[2 * MAX_GROUPS + groups[rows[i + 2]]]++;
      sums[3 * MAX_GROUPS + groups[rows[i + 3]]]++;
    }
    for (; i < count; i++) {
      sums[groups[rows[i]]]++;
    }
  }

  /// The sum of a group, which is 0 from then on.
  long take(int group) {
    long sum = 0;
    for (int at = group; at < sums.length; at += MAX_GROUPS) {
      sum += sums[at];
      sums[at] = 0;
    }
    return sum;
  }
}
