package dev.stint.executor.sort;

import dev.stint.executor.batch.BigEndian;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.operator.Cancellation;
import java.util.Arrays;

/// Orders rows by their encoded keys, rows with equal keys in the order in which they came.
///
/// Of each key eight bytes are sorted by radix, least byte first and without the passes that would
/// move nothing: the first ones in which any two keys differ, wherever they stand. Numbers that are
/// far from filling their type leave few such bytes, so that these often tell all rows apart. Runs
/// of rows equal in these are sorted in the same way by the next eight bytes in which they differ,
/// and short ones are merge-sorted by the rest. A key is as if zeros followed it, until runs are
/// merge-sorted.
public final class KeySorter {

  /// Memory that sorting takes beside the keys, per row.
  public static final int BYTES_PER_ROW = 2 * (Long.BYTES + Integer.BYTES);

  private static final int DIGITS = 256;
  private static final int INSERTION_ROWS = 8;

  /// A run of so many rows is worth a sort by radix.
  private static final int RADIX_ROWS = 128;

  /// Keys that differ in one byte each would take as many levels as there are keys.
  private static final int MAX_LEVELS = 8;

  /// Merging so many rows takes milliseconds: then it is time to look whether anybody still waits.
  private static final int LOOK_ROWS = 1 << 14;

  private final byte[] data;
  private final int[] starts;
  private final int[] lengths;
  private final int rowCount;

  /// In order as far as is known, and of each eight bytes.
  private final int[] rows;

  private final long[] prefixes;

  /// Where both go while they are sorted.
  private int[] otherRows = new int[0];

  private long[] otherPrefixes = new long[0];

  private KeySorter(BytesVector keys) {
    this.data = keys.data();
    this.starts = keys.starts();
    this.lengths = keys.lengths();
    this.rowCount = keys.rowCount();
    this.rows = new int[rowCount];
    this.prefixes = new long[rowCount];
  }

  /// The rows of `keys` (none of them NULL) in ascending order.
  public static int[] sort(BytesVector keys) {
    return new KeySorter(keys).sort();
  }

  private int[] sort() {
    for (int row = 0; row < rowCount; row++) {
      rows[row] = row;
    }
    sort(0, rowCount, 0, 1);
    return rows;
  }

  /// Sorts the rows at `from` to `to`, whose keys do not differ before `start`.
  private void sort(int from, int to, int start, int level) {
    int[] places = places(from, to, start);
    boolean isSorted = true;
    for (int i = from; i < to; i++) {
      prefixes[i] = bytes(rows[i], places);
      isSorted &= i == from || Long.compareUnsigned(prefixes[i - 1], prefixes[i]) <= 0;
    }
    if (!isSorted) {
      radixSort(from, to, places.length);
    }
    boolean areAll = places.length < Long.BYTES;
    sortTies(from, to, areAll ? Integer.MAX_VALUE : places[Long.BYTES - 1] + 1, level);
  }

  /// The first places from `start` on, at most eight, at which not all keys have the same byte.
  private int[] places(int from, int to, int start) {
    int[] places = new int[Long.BYTES];
    int count = 0;
    int maxLength = maxLength(from, to);
    for (int at = start; at < maxLength && count < places.length; at += Long.BYTES) {
      long differences = differences(from, to, at);
      for (int i = 0; i < Long.BYTES && count < places.length; i++) {
        places[count] = at + i;
        count += (differences >>> (8 * (7 - i)) & 0xFF) != 0 ? 1 : 0;
      }
    }
    return Arrays.copyOf(places, count);
  }

  private int maxLength(int from, int to) {
    int max = 0;
    for (int i = from; i < to; i++) {
      max = Math.max(max, lengths[rows[i]]);
    }
    return max;
  }

  /// The bits of eight bytes from `at` in which keys differ.
  private long differences(int from, int to, int at) {
    long first = word(rows[from], at);
    long differences = 0;
    for (int i = from + 1; i < to; i++) {
      differences |= word(rows[i], at) ^ first;
    }
    return differences;
  }

  /// Eight bytes of a key from `from`.
  private long word(int row, int from) {
    int start = starts[row] + from;
    int length = lengths[row] - from;
    if (length >= Long.BYTES) {
      return BigEndian.longAt(data, start);
    }
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << 8 | (i < length ? data[start + i] & 0xFF : 0);
    }
    return word;
  }

  /// The bytes of a key at `places`.
  private long bytes(int row, int[] places) {
    int start = starts[row];
    int length = lengths[row];
    long bytes = 0;
    for (int place : places) {
      bytes = bytes << 8 | (place < length ? data[start + place] & 0xFF : 0);
    }
    return bytes;
  }

  /// Sorts by the last `digits` bytes of `prefixes`.
  private void radixSort(int from, int to, int digits) {
    int[][] histograms = histograms(from, to, digits);
    ensureOthers();
    long[] fromPrefixes = prefixes;
    int[] fromRows = rows;
    long[] toPrefixes = otherPrefixes;
    int[] toRows = otherRows;
    int passes = 0;
    for (int digit = 0; digit < digits; digit++) {
      int[] offsets = histograms[digit];
      int shift = 8 * digit;
      if (offsets[(int) (fromPrefixes[from] >>> shift) & 0xFF] == to - from) {
        continue;
      }
      passes++;
      Cancellation.check();
      toOffsets(offsets, from);
      for (int i = from; i < to; i++) {
        int target = offsets[(int) (fromPrefixes[i] >>> shift) & 0xFF]++;
        toPrefixes[target] = fromPrefixes[i];
        toRows[target] = fromRows[i];
      }
      long[] swappedPrefixes = fromPrefixes;
      fromPrefixes = toPrefixes;
      toPrefixes = swappedPrefixes;
      int[] swappedRows = fromRows;
      fromRows = toRows;
      toRows = swappedRows;
    }
    if (passes % 2 == 1) {
      System.arraycopy(fromRows, from, rows, from, to - from);
      System.arraycopy(fromPrefixes, from, prefixes, from, to - from);
    }
  }

  private void ensureOthers() {
    if (otherRows.length < rowCount) {
      otherRows = new int[rowCount];
      otherPrefixes = new long[rowCount];
    }
  }

  private int[][] histograms(int from, int to, int digits) {
    int[][] histograms = new int[digits][DIGITS];
    for (int digit = 0; digit < digits; digit++) {
      int[] histogram = histograms[digit];
      int shift = 8 * digit;
      for (int i = from; i < to; i++) {
        histogram[(int) (prefixes[i] >>> shift) & 0xFF]++;
      }
    }
    return histograms;
  }

  private static void toOffsets(int[] counts, int from) {
    int sum = from;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = counts[digit];
      counts[digit] = sum;
      sum += count;
    }
  }

  /// Sorts runs of rows with equal `prefixes`, which hold all that differs before `sortedLength`.
  private void sortTies(int first, int last, int sortedLength, int level) {
    int to;
    for (int from = first; from < last; from = to) {
      int length = lengths[rows[from]];
      // Keys that end within the prefix are equal only if they are of one length.
      boolean areEqual = length <= sortedLength;
      for (to = from + 1; to < last && prefixes[to] == prefixes[from]; to++) {
        areEqual &= lengths[rows[to]] == length;
      }
      boolean isMore = sortedLength < Integer.MAX_VALUE && level < MAX_LEVELS;
      if (to - from == 1 || areEqual) {
        continue;
      }
      if (isMore && to - from > RADIX_ROWS) {
        sort(from, to, sortedLength, level + 1);
      } else {
        ensureOthers();
        mergeSort(from, to);
      }
    }
  }

  private void mergeSort(int from, int to) {
    if (to - from <= INSERTION_ROWS) {
      insertionSort(from, to);
      return;
    }
    if (to - from >= LOOK_ROWS) {
      Cancellation.check();
    }
    int middle = (from + to) >>> 1;
    mergeSort(from, middle);
    mergeSort(middle, to);
    if (compare(rows[middle - 1], rows[middle]) <= 0) {
      return;
    }
    System.arraycopy(rows, from, otherRows, from, middle - from);
    int left = from;
    int right = middle;
    int target = from;
    while (left < middle && right < to) {
      rows[target++] =
          compare(otherRows[left], rows[right]) <= 0 ? otherRows[left++] : rows[right++];
    }
    System.arraycopy(otherRows, left, rows, target, middle - left);
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int target = i;
      while (target > from && compare(rows[target - 1], row) > 0) {
        rows[target] = rows[target - 1];
        target--;
      }
      rows[target] = row;
    }
  }

  private int compare(int left, int right) {
    return Arrays.compareUnsigned(
        data,
        starts[left],
        starts[left] + lengths[left],
        data,
        starts[right],
        starts[right] + lengths[right]);
  }
}
