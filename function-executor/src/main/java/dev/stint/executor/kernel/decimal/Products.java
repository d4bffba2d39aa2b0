package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import org.jspecify.annotations.Nullable;

/// Products of `long`s, exact. Nearly always all of a batch are `long`s again, which one pass tells
/// and which spares whoever goes on with them the high halves.
final class Products {

  private Products() {}

  static Int128Vector of(long[] left, long[] right, int rowCount, boolean @Nullable [] nulls) {
    long[] low = new long[rowCount];
    long excess = 0;
    for (int row = 0; row < rowCount; row++) {
      long product = left[row] * right[row];
      excess |= Math.multiplyHigh(left[row], right[row]) ^ product >> 63;
      low[row] = product;
    }
    if (excess == 0) {
      return Int128Vector.ofShort(rowCount, low, nulls);
    }
    long[] high = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      high[row] = Math.multiplyHigh(left[row], right[row]);
    }
    return new Int128Vector(rowCount, high, low, nulls);
  }

  static Int128Vector of(long[] values, long factor, int rowCount, boolean @Nullable [] nulls) {
    if (factor == 1) {
      return Int128Vector.ofShort(rowCount, values, nulls);
    }
    long[] low = new long[rowCount];
    long excess = 0;
    for (int row = 0; row < rowCount; row++) {
      long product = values[row] * factor;
      excess |= Math.multiplyHigh(values[row], factor) ^ product >> 63;
      low[row] = product;
    }
    if (excess == 0) {
      return Int128Vector.ofShort(rowCount, low, nulls);
    }
    long[] high = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      high[row] = Math.multiplyHigh(values[row], factor);
    }
    return new Int128Vector(rowCount, high, low, nulls);
  }
}
