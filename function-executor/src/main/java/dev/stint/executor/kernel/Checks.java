package dev.stint.executor.kernel;

import dev.stint.plan.failure.StintException;
import org.jspecify.annotations.Nullable;

/// The second, slow look at a batch after a kernel's loop has seen that some row may be wrong. The
/// loops compute NULL rows too, so only this look tells a real error from noise.
public final class Checks {

  /// Whether a row's arguments have no result.
  @FunctionalInterface
  public interface RowCheck {
    boolean fails(int row);
  }

  /// What to tell the user about a row.
  @FunctionalInterface
  public interface RowError {
    StintException error(int row);
  }

  private Checks() {}

  /// The result's NULL flags: `nulls`, and the rows that fail when errors give NULL.
  ///
  /// @throws StintException of the first failing row that is not NULL, when errors fail
  public static boolean @Nullable [] apply(
      boolean @Nullable [] nulls, int rowCount, OnError onError, RowCheck check, RowError error) {
    boolean[] failed = null;
    for (int row = 0; row < rowCount; row++) {
      if (Nulls.isNull(nulls, row) || !check.fails(row)) {
        continue;
      }
      if (onError == OnError.FAIL) {
        throw error.error(row);
      }
      failed = failed == null ? new boolean[rowCount] : failed;
      failed[row] = true;
    }
    return Nulls.either(nulls, failed, rowCount);
  }
}
