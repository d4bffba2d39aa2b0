package dev.stint.executor.batch;

import org.jspecify.annotations.Nullable;

/// The flags of gathered rows.
final class NullGather {

  private NullGather() {}

  /// `null` when no gathered row is NULL.
  static boolean @Nullable [] gather(boolean @Nullable [] nulls, int[] rows, int count) {
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
}
