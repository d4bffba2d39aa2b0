package dev.stint.executor.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The flags of gathered rows.
final class NullGather {

  private NullGather() {}

  /// The flags of `count` rows from `from`; may be `null` when none of them is NULL.
  static boolean @Nullable [] slice(boolean @Nullable [] nulls, int from, int count) {
    return nulls == null || from == 0 ? nulls : Arrays.copyOfRange(nulls, from, from + count);
  }

  /// `null` when no gathered row is NULL.
  static boolean @Nullable [] gather(boolean @Nullable [] nulls, int[] rows, int count) {
    return nulls == null ? null : gatherOrNull(nulls, rows, count);
  }

  /// As [#gather], with NULL for a negative row.
  static boolean @Nullable [] gatherOrNull(boolean @Nullable [] nulls, int[] rows, int count) {
    if (nulls == null && areRows(rows, count)) {
      return null;
    }
    boolean[] gathered = new boolean[count];
    boolean isAnyNull = false;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      boolean isNull = row < 0 || (nulls != null && nulls[row]);
      gathered[i] = isNull;
      isAnyNull |= isNull;
    }
    return isAnyNull ? gathered : null;
  }

  private static boolean areRows(int[] rows, int count) {
    int signs = 0;
    for (int i = 0; i < count; i++) {
      signs |= rows[i];
    }
    return signs >= 0;
  }
}
