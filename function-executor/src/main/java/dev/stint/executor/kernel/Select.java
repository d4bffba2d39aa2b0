package dev.stint.executor.kernel;

import dev.stint.executor.batch.LongVector;
import org.jspecify.annotations.Nullable;

/// Packs row numbers. `rows[0..count)` are candidates in ascending order; survivors go to the front
/// of `out` in that order and their number is returned. `out` may be `rows`.
public final class Select {

  private Select() {}

  /// The candidates that are not NULL.
  public static int notNull(boolean @Nullable [] nulls, int[] rows, int count, int[] out) {
    if (nulls == null) {
      System.arraycopy(rows, 0, out, 0, count);
      return count;
    }
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += nulls[row] ? 0 : 1;
    }
    return survivors;
  }

  /// The candidates that are NULL.
  public static int isNull(boolean @Nullable [] nulls, int[] rows, int count, int[] out) {
    if (nulls == null) {
      return 0;
    }
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += nulls[row] ? 1 : 0;
    }
    return survivors;
  }

  /// The candidates where a boolean is true.
  public static int isTrue(LongVector booleans, int[] rows, int count, int[] out) {
    int candidates = notNull(booleans.nulls(), rows, count, out);
    long[] values = booleans.values();
    int survivors = 0;
    for (int i = 0; i < candidates; i++) {
      int row = out[i];
      out[survivors] = row;
      survivors += (int) values[row];
    }
    return survivors;
  }

  /// The candidates `rows[i]` for which `booleans`, computed for candidates only, is true at i.
  public static int isTrueGathered(LongVector booleans, int[] rows, int count, int[] out) {
    long[] values = booleans.values();
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      boolean isTrue = values[i] != 0 && !booleans.isNull(i);
      out[survivors] = rows[i];
      survivors += isTrue ? 1 : 0;
    }
    return survivors;
  }

  /// The candidates that are not among `removed`, an ascending part of them.
  public static int except(int[] rows, int count, int[] removed, int removedCount, int[] out) {
    // Marked rather than merged: whether a row is removed then hangs on no row before it.
    boolean[] isRemoved = new boolean[count == 0 ? 0 : rows[count - 1] + 1];
    for (int i = 0; i < removedCount; i++) {
      isRemoved[removed[i]] = true;
    }
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += isRemoved[row] ? 0 : 1;
    }
    return survivors;
  }

  /// All rows from 0.
  public static int[] all(int rowCount) {
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[row] = row;
    }
    return rows;
  }
}
