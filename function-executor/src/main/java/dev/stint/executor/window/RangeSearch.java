package dev.stint.executor.window;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.SortKey;
import java.util.Arrays;

/// Finds where the rows begin or end whose order key lies on one side of a value of each row.
/// Values follow the order, so the search goes on from where it ended for the row before; where
/// they do not it goes back.
final class RangeSearch {

  private final SortKey key;
  private final int valueColumn;

  /// For the last row of the step before, by its number in the input.
  private long lastFound;

  RangeSearch(SortKey key, int valueColumn) {
    this.key = key;
    this.valueColumn = valueColumn;
  }

  /// For each row, the first of its partition whose key does not come before its value.
  void starts(Step step, int[] out) {
    // A key that is at most -1 after the value comes before it.
    search(step, -1, out);
  }

  /// For each row, the first of its partition whose key comes after its value.
  void ends(Step step, int[] out) {
    search(step, 0, out);
  }

  private void search(Step step, int passed, int[] out) {
    var keys = new ColumnReader(step.rows(), key.column(), step.from());
    var values = new ColumnReader(step.rows(), valueColumn, step.from());
    int[] partitionStarts = step.partitionStarts();
    int[] partitionEnds = step.partitionEnds();
    long first = step.rows().firstRow();
    int found = Math.clamp(lastFound - first, partitionStarts[0], partitionEnds[0]);
    for (int i = 0; i < step.count(); i++) {
      int row = step.from() + i;
      found = Math.clamp(found, partitionStarts[i], partitionEnds[i]);
      while (found < partitionEnds[i] && order(keys, found, values, row) <= passed) {
        found++;
      }
      while (found > partitionStarts[i] && order(keys, found - 1, values, row) > passed) {
        found--;
      }
      out[i] = found;
    }
    lastFound = first + found;
  }

  /// The place of a key relative to a value in the order: negative before it, positive after.
  private int order(ColumnReader keys, int keyRow, ColumnReader values, int valueRow) {
    var keyVector = keys.at(keyRow);
    var valueVector = values.at(valueRow);
    return order(keyVector, keys.place(keyRow), valueVector, values.place(valueRow));
  }

  private int order(Vector keys, int keyRow, Vector values, int valueRow) {
    boolean isKeyNull = keys.isNull(keyRow);
    boolean isValueNull = values.isNull(valueRow);
    if (isKeyNull || isValueNull) {
      int nullLast = Boolean.compare(isKeyNull, isValueNull);
      return key.nulls() == SortKey.Nulls.FIRST ? -nullLast : nullLast;
    }
    int ascending = compare(keys, keyRow, values, valueRow);
    return key.direction() == SortKey.Direction.ASCENDING ? ascending : -ascending;
  }

  /// -1, 0 or 1.
  private static int compare(Vector keys, int keyRow, Vector values, int valueRow) {
    return switch (keys) {
      case LongVector longs ->
          Long.compare(longs.values()[keyRow], ((LongVector) values).values()[valueRow]);
      // Adding 0.0 turns -0.0 into 0.0.
      case DoubleVector doubles ->
          Double.compare(
              doubles.values()[keyRow] + 0.0, ((DoubleVector) values).values()[valueRow] + 0.0);
      case Int128Vector wide -> compare(wide, keyRow, (Int128Vector) values, valueRow);
      case BytesVector bytes -> compare(bytes, keyRow, (BytesVector) values, valueRow);
    };
  }

  private static int compare(Int128Vector keys, int keyRow, Int128Vector values, int valueRow) {
    int high = Long.compare(keys.high()[keyRow], values.high()[valueRow]);
    return high == 0 ? Long.compareUnsigned(keys.low()[keyRow], values.low()[valueRow]) : high;
  }

  private static int compare(BytesVector keys, int keyRow, BytesVector values, int valueRow) {
    int start = keys.starts()[keyRow];
    int otherStart = values.starts()[valueRow];
    return Integer.signum(
        Arrays.compareUnsigned(
            keys.data(),
            start,
            start + keys.lengths()[keyRow],
            values.data(),
            otherStart,
            otherStart + values.lengths()[valueRow]));
  }
}
