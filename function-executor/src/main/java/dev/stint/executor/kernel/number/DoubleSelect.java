package dev.stint.executor.kernel.number;

import dev.stint.executor.kernel.Comparison;

/// Selects rows of a DOUBLE column by comparing them with a constant; see [LongSelect]. NaN equals
/// NaN and is greater than any number; both zeros are equal.
public final class DoubleSelect {

  private DoubleSelect() {}

  public static int compare(
      Comparison comparison, double constant, double[] values, int[] rows, int count, int[] out) {
    if (Double.isNaN(constant)) {
      return compareWithNan(comparison, values, rows, count, out);
    }
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    return switch (comparison) {
      case EQUAL -> inRange(constant, constant, values, rows, count, out);
      case NOT_EQUAL -> notEqual(constant, values, rows, count, out);
      case LESS ->
          constant == lowest
              ? 0
              : inRange(lowest, Math.nextDown(constant), values, rows, count, out);
      case LESS_OR_EQUAL -> inRange(lowest, constant, values, rows, count, out);
      case GREATER -> notInRange(lowest, constant, values, rows, count, out);
      case GREATER_OR_EQUAL ->
          constant == lowest
              ? notInRange(highest, lowest, values, rows, count, out)
              : notInRange(lowest, Math.nextDown(constant), values, rows, count, out);
    };
  }

  private static int compareWithNan(
      Comparison comparison, double[] values, int[] rows, int count, int[] out) {
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    return switch (comparison) {
      case EQUAL, GREATER_OR_EQUAL -> notInRange(lowest, highest, values, rows, count, out);
      case NOT_EQUAL, LESS -> inRange(lowest, highest, values, rows, count, out);
      case LESS_OR_EQUAL -> notInRange(highest, lowest, values, rows, count, out);
      case GREATER -> 0;
    };
  }

  static int inRange(double low, double high, double[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      double value = values[row];
      out[survivors] = row;
      survivors += low <= value && value <= high ? 1 : 0;
    }
    return survivors;
  }

  /// NaN is in no range.
  static int notInRange(
      double low, double high, double[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      double value = values[row];
      out[survivors] = row;
      survivors += low <= value && value <= high ? 0 : 1;
    }
    return survivors;
  }

  static int notEqual(double constant, double[] values, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += values[row] != constant ? 1 : 0;
    }
    return survivors;
  }
}
