package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.plan.failure.StintException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects strings row by row into one [BytesVector]. Rows must be finished in order.
public final class BytesBuilder {

  // Each batch's, and well below what a function's memory holds.
  private static final int MAX_BYTES = 1 << 30;

  private final int[] starts;
  private final int[] lengths;
  private byte[] data;
  private int size;
  private int row;

  public BytesBuilder(int rowCount, int expectedBytes) {
    this.starts = new int[rowCount];
    this.lengths = new int[rowCount];
    this.data = new byte[Math.max(16, expectedBytes)];
  }

  /// Adds bytes to the row that is being built.
  public BytesBuilder append(byte[] source, int start, int length) {
    ensure(length);
    System.arraycopy(source, start, data, size, length);
    size += length;
    return this;
  }

  public BytesBuilder append(byte value) {
    ensure(1);
    data[size++] = value;
    return this;
  }

  public BytesBuilder append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return append(bytes, 0, bytes.length);
  }

  /// Adds ASCII characters only.
  public BytesBuilder appendAscii(CharSequence text) {
    int length = text.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      data[size++] = (byte) text.charAt(i);
    }
    return this;
  }

  /// Adds the last `digits` digits of a number that is not negative, with zeros in front.
  public void appendPadded(long value, int digits) {
    ensure(digits);
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--) {
      long quotient = rest / 10;
      data[i] = (byte) ('0' + (rest - quotient * 10));
      rest = quotient;
    }
    size += digits;
  }

  public void appendLong(long value) {
    if (value < 0) {
      // The lowest number has no positive counterpart.
      appendAscii(Long.toString(value));
      return;
    }
    int digits = 1;
    for (long unit = 10; unit <= value && digits < 19; unit *= 10) {
      digits++;
    }
    appendPadded(value, digits);
  }

  /// Adds ASCII characters, of which those from `first` to `last` have `bit` flipped.
  public void appendFlipped(byte[] source, int start, int end, char first, char last, int bit) {
    int length = end - start;
    ensure(length);
    byte[] target = data;
    int base = size;
    for (int i = 0; i < length; i++) {
      int value = source[start + i];
      // Negative outside of the range, so that the mask is 0 there: no branch, and no call.
      int outside = (value - first) | (last - value);
      target[base + i] = (byte) (value ^ (~(outside >> 31) & bit));
    }
    size = base + length;
  }

  /// Ends the row; the next append belongs to the next one.
  public void endRow() {
    int start = row == 0 ? 0 : starts[row - 1] + lengths[row - 1];
    starts[row] = start;
    lengths[row] = size - start;
    row++;
  }

  public BytesVector build(boolean @Nullable [] nulls) {
    if (row != starts.length) {
      throw new IllegalStateException(row + " of " + starts.length + " rows are built");
    }
    return new BytesVector(row, data, starts, lengths, nulls);
  }

  private void ensure(int length) {
    if (data.length - size < length) {
      long needed = (long) size + length;
      if (needed > MAX_BYTES) {
        throw StintException.resource(
            "the strings of one batch would take %d bytes, more than %d: make them shorter"
                .formatted(needed, MAX_BYTES));
      }
      data = Arrays.copyOf(data, (int) Math.min(Math.max(2L * data.length, needed), MAX_BYTES));
    }
  }
}
