package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.Comparison;
import dev.stint.executor.kernel.Select;

/// Selects rows by comparing two LONG columns; see [LongSelect]. Rows where one of them is NULL are
/// dropped here. Columns from dictionaries are compared entry with entry: their values need not be
/// put in place for it.
public final class LongPairSelect {

  private LongPairSelect() {}

  public static int compare(
      Comparison comparison, LongVector left, LongVector right, int[] rows, int count, int[] out) {
    int[] candidates = rows;
    int candidateCount = count;
    if (left.nulls() != null || right.nulls() != null) {
      candidateCount = Select.notNull(left.nulls(), rows, count, out);
      candidateCount = Select.notNull(right.nulls(), out, candidateCount, out);
      candidates = out;
    }
    var first = comparison.isExchanged() ? right : left;
    var second = comparison.isExchanged() ? left : right;
    int flip = comparison.isNegated() ? 1 : 0;
    if (comparison.isEquality()) {
      return equal(first.values(), second.values(), flip, candidates, candidateCount, out);
    }
    int[] firstIds = first.ids();
    int[] secondIds = second.ids();
    var firstEntries = first.dictionary();
    var secondEntries = second.dictionary();
    if (firstIds != null && firstEntries != null && secondIds != null && secondEntries != null) {
      long[] entries = firstEntries.values();
      long[] others = secondEntries.values();
      return less(firstIds, entries, secondIds, others, flip, candidates, candidateCount, out);
    }
    return less(first.values(), second.values(), flip, candidates, candidateCount, out);
  }

  private static int equal(long[] left, long[] right, int flip, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += (left[row] == right[row] ? 1 : 0) ^ flip;
    }
    return survivors;
  }

  private static int less(long[] left, long[] right, int flip, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += (left[row] < right[row] ? 1 : 0) ^ flip;
    }
    return survivors;
  }

  private static int less(
      int[] leftIds,
      long[] left,
      int[] rightIds,
      long[] right,
      int flip,
      int[] rows,
      int count,
      int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += (left[leftIds[row]] < right[rightIds[row]] ? 1 : 0) ^ flip;
    }
    return survivors;
  }
}
