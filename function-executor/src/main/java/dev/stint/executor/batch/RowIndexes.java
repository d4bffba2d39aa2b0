package dev.stint.executor.batch;

/// Arrays of row indexes that many need.
public final class RowIndexes {

  private static final int[] IDENTITY = new int[Batch.MAX_ROWS];

  static {
    for (int row = 0; row < IDENTITY.length; row++) {
      IDENTITY[row] = row;
    }
  }

  private RowIndexes() {}

  /// 0, 1, 2, … for at least [Batch#MAX_ROWS] rows. Shared: never to be written.
  public static int[] identity() {
    return IDENTITY;
  }

  /// Whether `rows` is what [#identity] gives; others are not looked into.
  @SuppressWarnings("ReferenceEquality")
  public static boolean isIdentity(int[] rows) {
    return rows == IDENTITY;
  }

  /// Packs the rows among `rows[0..count)` that `nulls` does not mark into `out` and returns how
  /// many. `out` may be `rows`.
  public static int dropNulls(boolean[] nulls, int[] rows, int count, int[] out) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[kept] = row;
      kept += nulls[row] ? 0 : 1;
    }
    return kept;
  }
}
