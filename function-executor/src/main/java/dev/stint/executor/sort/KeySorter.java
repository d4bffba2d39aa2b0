package dev.stint.executor.sort;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.operator.Cancellation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Orders rows by their encoded keys, rows with equal keys in the order in which they came.
///
/// Of each key eight bytes are sorted by radix, least byte first and without the passes that would
/// move nothing: the first ones in which any two keys differ, wherever they stand. Numbers that are
/// far from filling their type leave few such bytes, so that these often tell all rows apart. Runs
/// of rows equal in these are merge-sorted by the rest. A key is as if zeros followed it, until
/// runs are looked at.
public final class KeySorter {

  /// Memory that sorting takes beside the keys, per row.
  public static final int BYTES_PER_ROW = 2 * (Long.BYTES + Integer.BYTES);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int DIGITS = 256;
  private static final int INSERTION_ROWS = 8;

  /// Merging so many rows takes milliseconds: then it is time to look whether anybody still waits.
  private static final int LOOK_ROWS = 1 << 14;

  private final byte[] data;
  private final int[] starts;
  private final int[] lengths;
  private final int rowCount;

  private KeySorter(BytesVector keys) {
    this.data = keys.data();
    this.starts = keys.starts();
    this.lengths = keys.lengths();
    this.rowCount = keys.rowCount();
  }

  /// The rows of `keys` (none of them NULL) in ascending order.
  public static int[] sort(BytesVector keys) {
    return new KeySorter(keys).sort();
  }

  private int[] sort() {
    int[] places = places();
    long[] prefixes = new long[rowCount];
    int[] rows = new int[rowCount];
    boolean isSorted = true;
    for (int row = 0; row < rowCount; row++) {
      prefixes[row] = bytes(row, places);
      rows[row] = row;
      isSorted &= row == 0 || Long.compareUnsigned(prefixes[row - 1], prefixes[row]) <= 0;
    }
    if (!isSorted) {
      radixSort(prefixes, rows, places.length);
    }
    boolean areAll = places.length < Long.BYTES;
    sortTies(prefixes, rows, areAll ? Integer.MAX_VALUE : places[Long.BYTES - 1] + 1);
    return rows;
  }

  /// The first places, at most eight, at which not all keys have the same byte.
  private int[] places() {
    int[] places = new int[Long.BYTES];
    int count = 0;
    int maxLength = maxLength();
    for (int from = 0; from < maxLength && count < places.length; from += Long.BYTES) {
      long differences = differences(from);
      for (int i = 0; i < Long.BYTES && count < places.length; i++) {
        places[count] = from + i;
        count += (differences >>> (8 * (7 - i)) & 0xFF) != 0 ? 1 : 0;
      }
    }
    return Arrays.copyOf(places, count);
  }

  private int maxLength() {
    int max = 0;
    for (int row = 0; row < rowCount; row++) {
      max = Math.max(max, lengths[row]);
    }
    return max;
  }

  /// The bits of eight bytes from `from` in which keys differ.
  private long differences(int from) {
    long first = word(0, from);
    long differences = 0;
    for (int row = 1; row < rowCount; row++) {
      differences |= word(row, from) ^ first;
    }
    return differences;
  }

  /// Eight bytes of a key from `from`.
  private long word(int row, int from) {
    int start = starts[row] + from;
    int length = lengths[row] - from;
    if (length >= Long.BYTES) {
      return (long) LONG.get(data, start);
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
  private static void radixSort(long[] prefixes, int[] rows, int digits) {
    int count = rows.length;
    int[][] histograms = histograms(prefixes, digits);
    long[] fromPrefixes = prefixes;
    int[] fromRows = rows;
    long[] toPrefixes = new long[count];
    int[] toRows = new int[count];
    int passes = 0;
    for (int digit = 0; digit < digits; digit++) {
      int[] offsets = histograms[digit];
      int shift = 8 * digit;
      if (offsets[(int) (fromPrefixes[0] >>> shift) & 0xFF] == count) {
        continue;
      }
      passes++;
      Cancellation.check();
      toOffsets(offsets);
      for (int i = 0; i < count; i++) {
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
      System.arraycopy(fromRows, 0, rows, 0, count);
      System.arraycopy(fromPrefixes, 0, prefixes, 0, count);
    }
  }

  private static int[][] histograms(long[] prefixes, int digits) {
    int[][] histograms = new int[digits][DIGITS];
    for (int digit = 0; digit < digits; digit++) {
      int[] histogram = histograms[digit];
      int shift = 8 * digit;
      for (long prefix : prefixes) {
        histogram[(int) (prefix >>> shift) & 0xFF]++;
      }
    }
    return histograms;
  }

  private static void toOffsets(int[] counts) {
    int sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int count = counts[digit];
      counts[digit] = sum;
      sum += count;
    }
  }

  private void sortTies(long[] prefixes, int[] rows, int sortedLength) {
    int[] scratch = new int[0];
    int to;
    for (int from = 0; from < rowCount; from = to) {
      int length = lengths[rows[from]];
      // Keys that end within the prefix are equal only if they are of one length.
      boolean areEqual = length <= sortedLength;
      for (to = from + 1; to < rowCount && prefixes[to] == prefixes[from]; to++) {
        areEqual &= lengths[rows[to]] == length;
      }
      if (to - from > 1 && !areEqual) {
        scratch = scratch.length < rowCount ? new int[rowCount] : scratch;
        mergeSort(rows, from, to, scratch);
      }
    }
  }

  private void mergeSort(int[] rows, int from, int to, int[] scratch) {
    if (to - from <= INSERTION_ROWS) {
      insertionSort(rows, from, to);
      return;
    }
    if (to - from >= LOOK_ROWS) {
      Cancellation.check();
    }
    int middle = (from + to) >>> 1;
    mergeSort(rows, from, middle, scratch);
    mergeSort(rows, middle, to, scratch);
    if (compare(rows[middle - 1], rows[middle]) <= 0) {
      return;
    }
    System.arraycopy(rows, from, scratch, from, middle - from);
    int left = from;
    int right = middle;
    int target = from;
    while (left < middle && right < to) {
      rows[target++] = compare(scratch[left], rows[right]) <= 0 ? scratch[left++] : rows[right++];
    }
    System.arraycopy(scratch, left, rows, target, middle - left);
  }

  private void insertionSort(int[] rows, int from, int to) {
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
