package dev.stint.executor.kernel;

import dev.stint.executor.batch.Vector;
import org.jspecify.annotations.Nullable;

/// The NULL flags of results. Flags given in are never written.
// Without branches in its loop.
@SuppressWarnings("ShortCircuitBoolean")
public final class Nulls {

  private Nulls() {}

  /// The rows that are NULL on either side; `null` when none is flagged.
  public static boolean @Nullable [] either(
      boolean @Nullable [] left, boolean @Nullable [] right, int rowCount) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    boolean[] nulls = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      nulls[row] = left[row] | right[row];
    }
    return nulls;
  }

  /// The rows where any of `vectors` is NULL.
  public static boolean @Nullable [] any(Vector[] vectors, int rowCount) {
    boolean[] nulls = null;
    for (var vector : vectors) {
      nulls = either(nulls, vector.nulls(), rowCount);
    }
    return nulls;
  }

  /// Whether `row` is flagged.
  public static boolean isNull(boolean @Nullable [] nulls, int row) {
    return nulls != null && nulls[row];
  }
}
