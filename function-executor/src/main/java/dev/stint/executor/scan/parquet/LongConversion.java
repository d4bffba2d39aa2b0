package dev.stint.executor.scan.parquet;

import org.jspecify.annotations.Nullable;

/// What turns a file's whole numbers into the table's: first 32 bits may be read without their
/// sign, then the number is multiplied (decimals of a smaller scale, milliseconds) and divided
/// towards negative infinity (nanoseconds), and must then be a multiple of `unit` (times of fewer
/// digits). Days are rebased from another calendar before that, and microseconds after it.
record LongConversion(
    boolean isUnsignedInt, long factor, long divisor, long unit, @Nullable Rebase rebase) {

  static final LongConversion NONE = new LongConversion(false, 1, 1, 1, null);
  static final LongConversion UNSIGNED_INT = new LongConversion(true, 1, 1, 1, null);

  static LongConversion times(long factor) {
    return new LongConversion(false, factor, 1, 1, null);
  }

  static LongConversion dividedBy(long divisor) {
    return new LongConversion(false, 1, divisor, 1, null);
  }

  /// The same for numbers that are whole multiples of one.
  LongConversion inMultiplesOf(long smallest) {
    return new LongConversion(isUnsignedInt, factor, divisor, smallest, rebase);
  }

  LongConversion with(@Nullable Rebase calendar) {
    return new LongConversion(isUnsignedInt, factor, divisor, unit, calendar);
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
    if (unit != 1) {
      requireMultiples(values, from, to);
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

  private void requireMultiples(long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (values[i] % unit != 0) {
        throw new ValueOutOfRangeException(
            values[i] + " has more digits than the column's type: declare it with more of them");
      }
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
