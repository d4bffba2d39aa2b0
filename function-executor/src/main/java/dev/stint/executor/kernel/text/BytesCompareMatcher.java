package dev.stint.executor.kernel.text;

import dev.stint.executor.kernel.BytesMatcher;
import dev.stint.executor.kernel.Comparison;
import java.util.Arrays;

/// Compares strings with a constant.
public final class BytesCompareMatcher extends BytesMatcher {

  private final Comparison comparison;
  private final byte[] constant;

  public BytesCompareMatcher(Comparison comparison, byte[] constant) {
    this.comparison = comparison;
    this.constant = constant;
  }

  @Override
  protected int select(byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    return comparison.isEquality()
        ? selectEqual(data, starts, lengths, rows, count, out)
        : selectOrdered(data, starts, lengths, rows, count, out);
  }

  private int selectEqual(
      byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    boolean isWanted = comparison == Comparison.EQUAL;
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int start = starts[row];
      int length = lengths[row];
      boolean isEqual =
          length == constant.length
              && Arrays.equals(data, start, start + length, constant, 0, length);
      out[survivors] = row;
      survivors += isEqual == isWanted ? 1 : 0;
    }
    return survivors;
  }

  private int selectOrdered(
      byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int start = starts[row];
      int order =
          Arrays.compareUnsigned(data, start, start + lengths[row], constant, 0, constant.length);
      out[survivors] = row;
      survivors += comparison.holds(order) ? 1 : 0;
    }
    return survivors;
  }
}
