package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.PhysicalType;
import java.util.Arrays;

/// Compares two vectors of one type row by row; the answers are booleans, NULL where a side is. NaN
/// equals NaN and is greater than any number; both zeros are equal.
// Without branches in its loops.
@SuppressWarnings("ShortCircuitBoolean")
public final class Compare {

  private Compare() {}

  public static LongVector compare(Comparison comparison, Vector left, Vector right) {
    int rowCount = left.rowCount();
    long[] out = new long[rowCount];
    Vector first = comparison.isExchanged() ? right : left;
    Vector second = comparison.isExchanged() ? left : right;
    long flip = comparison.isNegated() ? 1 : 0;
    if (comparison.isEquality()) {
      equal(first, second, flip, out);
    } else {
      less(first, second, flip, out);
    }
    return new LongVector(rowCount, out, Nulls.either(left.nulls(), right.nulls(), rowCount));
  }

  /// `<=>`: NULL equals NULL only, and the answer is never NULL.
  public static LongVector nullSafeEqual(Vector left, Vector right) {
    var equal = compare(Comparison.EQUAL, left, right);
    if (equal.nulls() == null) {
      return equal;
    }
    int rowCount = left.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      boolean isLeftNull = left.isNull(row);
      boolean isRightNull = right.isNull(row);
      boolean isEqual =
          (isLeftNull || isRightNull) ? (isLeftNull && isRightNull) : equal.values()[row] != 0;
      out[row] = isEqual ? 1 : 0;
    }
    return new LongVector(rowCount, out, null);
  }

  private static void equal(Vector left, Vector right, long flip, long[] out) {
    switch (left) {
      case LongVector longs -> equal(longs.values(), ((LongVector) right).values(), flip, out);
      case DoubleVector doubles ->
          equal(doubles.values(), ((DoubleVector) right).values(), flip, out);
      case Int128Vector numbers -> equal(numbers, (Int128Vector) right, flip, out);
      case BytesVector bytes -> equal(bytes, (BytesVector) right, flip, out);
    }
  }

  private static void less(Vector left, Vector right, long flip, long[] out) {
    switch (left) {
      case LongVector longs -> less(longs.values(), ((LongVector) right).values(), flip, out);
      case DoubleVector doubles ->
          less(doubles.values(), ((DoubleVector) right).values(), flip, out);
      case Int128Vector numbers -> less(numbers, (Int128Vector) right, flip, out);
      case BytesVector bytes -> less(bytes, (BytesVector) right, flip, out);
    }
  }

  private static void equal(long[] left, long[] right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      out[row] = (left[row] == right[row] ? 1 : 0) ^ flip;
    }
  }

  private static void less(long[] left, long[] right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      out[row] = (left[row] < right[row] ? 1 : 0) ^ flip;
    }
  }

  private static void equal(double[] left, double[] right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      double a = left[row];
      double b = right[row];
      out[row] = (a == b | (Double.isNaN(a) & Double.isNaN(b)) ? 1 : 0) ^ flip;
    }
  }

  private static void less(double[] left, double[] right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      double a = left[row];
      double b = right[row];
      out[row] = (a < b | (!Double.isNaN(a) & Double.isNaN(b)) ? 1 : 0) ^ flip;
    }
  }

  private static void equal(Int128Vector left, Int128Vector right, long flip, long[] out) {
    long[] high = left.high();
    long[] low = left.low();
    long[] otherHigh = right.high();
    long[] otherLow = right.low();
    for (int row = 0; row < out.length; row++) {
      boolean isEqual = high[row] == otherHigh[row] & low[row] == otherLow[row];
      out[row] = (isEqual ? 1 : 0) ^ flip;
    }
  }

  private static void less(Int128Vector left, Int128Vector right, long flip, long[] out) {
    long[] high = left.high();
    long[] low = left.low();
    long[] otherHigh = right.high();
    long[] otherLow = right.low();
    for (int row = 0; row < out.length; row++) {
      boolean isLess =
          high[row] < otherHigh[row]
              | (high[row] == otherHigh[row]
                  & low[row] + Long.MIN_VALUE < otherLow[row] + Long.MIN_VALUE);
      out[row] = (isLess ? 1 : 0) ^ flip;
    }
  }

  private static void equal(BytesVector left, BytesVector right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      int start = left.starts()[row];
      int otherStart = right.starts()[row];
      int length = left.lengths()[row];
      boolean isEqual =
          length == right.lengths()[row]
              && Arrays.equals(
                  left.data(),
                  start,
                  start + length,
                  right.data(),
                  otherStart,
                  otherStart + length);
      out[row] = (isEqual ? 1 : 0) ^ flip;
    }
  }

  private static void less(BytesVector left, BytesVector right, long flip, long[] out) {
    for (int row = 0; row < out.length; row++) {
      out[row] = (order(left, right, row) < 0 ? 1 : 0) ^ flip;
    }
  }

  private static int order(BytesVector left, BytesVector right, int row) {
    int start = left.starts()[row];
    int otherStart = right.starts()[row];
    return Arrays.compareUnsigned(
        left.data(),
        start,
        start + left.lengths()[row],
        right.data(),
        otherStart,
        otherStart + right.lengths()[row]);
  }

  /// For each row the greater of two values, or the lesser; a NULL gives way to the other value.
  public static Vector extreme(Vector left, Vector right, boolean isGreatest, PhysicalType type) {
    int rowCount = left.rowCount();
    var wins =
        compare(isGreatest ? Comparison.GREATER_OR_EQUAL : Comparison.LESS_OR_EQUAL, left, right);
    int[] fromLeft = new int[rowCount];
    int[] fromRight = new int[rowCount];
    int leftCount = 0;
    int rightCount = 0;
    for (int row = 0; row < rowCount; row++) {
      boolean isLeft = right.isNull(row) || (!left.isNull(row) && wins.values()[row] != 0);
      fromLeft[leftCount] = row;
      fromRight[rightCount] = row;
      leftCount += isLeft ? 1 : 0;
      rightCount += isLeft ? 0 : 1;
    }
    var blend = new Blend(type, rowCount);
    blend.putAligned(left, fromLeft, leftCount);
    blend.putAligned(right, fromRight, rightCount);
    return blend.build();
  }
}
