package dev.stint.executor.kernel.number;

import dev.stint.executor.kernel.Comparison;

/// Selects rows of a LONG column by comparing them with constants.
///
/// Every comparison but `<>` asks whether a value lies in a closed range, so two loops serve all
/// six operators and `BETWEEN`. `rows[0..count)` are the candidate rows in ascending order;
/// survivors are packed to the front of `out` in that order and their number is returned. `out` may
/// be `rows`. NULL rows were dropped by the caller: no comparison with NULL is true.
public final class LongSelect {

  private LongSelect() {}

  public static int compare(
      Comparison comparison, long constant, long[] values, int[] rows, int count, int[] out) {
    return switch (comparison) {
      case EQUAL -> inRange(constant, constant, values, rows, count, out);
      case NOT_EQUAL -> notEqual(constant, values, rows, count, out);
      case LESS ->
          constant == Long.MIN_VALUE
              ? 0
              : inRange(Long.MIN_VALUE, constant - 1, values, rows, count, out);
      case LESS_OR_EQUAL -> inRange(Long.MIN_VALUE, constant, values, rows, count, out);
      case GREATER ->
          constant == Long.MAX_VALUE
              ? 0
              : inRange(constant + 1, Long.MAX_VALUE, values, rows, count, out);
      case GREATER_OR_EQUAL -> inRange(constant, Long.MAX_VALUE, values, rows, count, out);
    };
  }

  public static int inRange(long low, long high, long[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      long value = values[row];
      // Written always, kept only if the count moves: there is no branch to mispredict.
      out[survivors] = row;
      survivors += low <= value && value <= high ? 1 : 0;
    }
    return survivors;
  }

  static int notEqual(long constant, long[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += values[row] != constant ? 1 : 0;
    }
    return survivors;
  }

  public static int in(LongSet set, long[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += set.contains(values[row]) ? 1 : 0;
    }
    return survivors;
  }
}
