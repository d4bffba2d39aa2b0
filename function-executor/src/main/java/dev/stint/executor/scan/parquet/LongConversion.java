package dev.stint.executor.scan.parquet;

import org.jspecify.annotations.Nullable;

/// What turns a file's whole numbers into the table's: first 32 bits may be read without their
/// sign, then the number is multiplied (decimals of a smaller scale, milliseconds) and divided
/// towards negative infinity (nanoseconds). Days are rebased from another calendar before that, and
/// microseconds after it.
record LongConversion(boolean isUnsignedInt, long factor, long divisor, @Nullable Rebase rebase) {

  static final LongConversion NONE = new LongConversion(false, 1, 1, null);
  static final LongConversion UNSIGNED_INT = new LongConversion(true, 1, 1, null);

  static LongConversion times(long factor) {
    return new LongConversion(false, factor, 1, null);
  }

  static LongConversion dividedBy(long divisor) {
    return new LongConversion(false, 1, divisor, null);
  }

  LongConversion with(@Nullable Rebase calendar) {
    return new LongConversion(isUnsignedInt, factor, divisor, calendar);
  }

  LongSource of(LongSource source) {
    return equals(NONE) ? source : new Converted(source, this);
  }

  void apply(long[] values, int from, int to) {
    if (isUnsignedInt) {
      for (int i = from; i < to; i++) {
        values[i] &= 0xffff_ffffL;
      }
    }
    if (rebase != null && rebase.unit() == Rebase.Unit.DAYS) {
      rebase.apply(values, from, to);
    }
    if (factor != 1) {
      multiply(values, from, to);
    }
    if (divisor != 1) {
      for (int i = from; i < to; i++) {
        values[i] = Math.floorDiv(values[i], divisor);
      }
    }
    if (rebase != null && rebase.unit() == Rebase.Unit.MICROS) {
      rebase.apply(values, from, to);
    }
  }

  private void multiply(long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      long value = values[i];
      long product = value * factor;
      if (Math.multiplyHigh(value, factor) != product >> 63) {
        throw new ValueOutOfRangeException(
            value + " is too large for the column's type: write the file anew, or leave it out");
      }
      values[i] = product;
    }
  }

  private record Converted(LongSource source, LongConversion conversion) implements LongSource {

    @Override
    public void read(long[] out, int at, int count) {
      source.read(out, at, count);
      conversion.apply(out, at, at + count);
    }

    @Override
    public void skip(int count) {
      source.skip(count);
    }
  }
}
