package dev.stint.executor.aggregate;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// Sums of decimals of one scale, in 128 bits, which must have no more digits than their type.
final class DecimalSumState extends GroupState {

  private final DataType type;
  private final long limitHigh;
  private final long limitLow;
  private final FewGroups few = new FewGroups();
  private long[] high = new long[0];
  private long[] low = new long[0];

  /// `type` is that of the sum; the values added have its scale.
  DecimalSumState(DataType type, MemoryAccount memory) {
    super(memory, 2 * Long.BYTES);
    this.type = type;
    var limit = BigInteger.TEN.pow(type.precision());
    this.limitHigh = limit.shiftRight(64).longValueExact();
    this.limitLow = limit.longValue();
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    switch (values) {
      case LongVector longs -> addShort(longs.values(), longs.rowCount(), rows, count, groups);
      case Int128Vector wide when wide.isShort() ->
          addShort(wide.low(), wide.rowCount(), rows, count, groups);
      case Int128Vector wide -> {
        if (isForFew(wide.high(), wide.low(), wide.rowCount(), count)) {
          addFew(wide.low(), rows, count, groups);
        } else if (addInt128s(wide, rows, count, groups) < 0) {
          throw overflow();
        }
      }
      case DoubleVector _, BytesVector _ -> throw new IllegalArgumentException("no decimals");
    }
  }

  private void addShort(long[] values, int rowCount, int[] rows, int count, int[] groups) {
    if (FewGroups.isFor(groupCount(), count) && FewGroups.areShort(values, rowCount)) {
      addFew(values, rows, count, groups);
    } else if (addLongs(values, rows, count, groups) < 0) {
      throw overflow();
    }
  }

  private boolean isForFew(long[] valueHigh, long[] valueLow, int rowCount, int count) {
    return FewGroups.isFor(groupCount(), count)
        && FewGroups.areShort(valueHigh, valueLow, rowCount);
  }

  private void addFew(long[] values, int[] rows, int count, int[] groups) {
    few.add(values, rows, count, groups);
    for (int group = 0; group < groupCount(); group++) {
      long sum = few.take(group);
      if (addTo(group, sum >> 63, sum) < 0) {
        throw overflow();
      }
    }
  }

  /// Negative when a sum overflowed.
  private long addLongs(long[] values, int[] rows, int count, int[] groups) {
    long overflow = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      long value = values[row];
      long sign = value >> 63;
      long lowBefore = low[group];
      long lowSum = lowBefore + value;
      long highBefore = high[group];
      long highSum = highBefore + sign + carry(lowBefore, value, lowSum);
      overflow |= (highBefore ^ highSum) & (sign ^ highSum);
      low[group] = lowSum;
      high[group] = highSum;
    }
    return overflow;
  }

  /// Negative when a sum overflowed.
  private long addInt128s(Int128Vector values, int[] rows, int count, int[] groups) {
    long[] valueHigh = values.high();
    long[] valueLow = values.low();
    long overflow = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      long lowBefore = low[group];
      long lowSum = lowBefore + valueLow[row];
      long highBefore = high[group];
      long highSum = highBefore + valueHigh[row] + carry(lowBefore, valueLow[row], lowSum);
      overflow |= (highBefore ^ highSum) & (valueHigh[row] ^ highSum);
      low[group] = lowSum;
      high[group] = highSum;
    }
    return overflow;
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (DecimalSumState) source;
    if (addTo(to, other.high[from], other.low[from]) < 0) {
      throw overflow();
    }
    seen[to] |= other.seen[from];
  }

  /// Negative when the sum overflowed, which it then is not changed by.
  private long addTo(int group, long valueHigh, long valueLow) {
    long lowBefore = low[group];
    long lowSum = lowBefore + valueLow;
    long highBefore = high[group];
    long highSum = highBefore + valueHigh + carry(lowBefore, valueLow, lowSum);
    long overflow = (highBefore ^ highSum) & (valueHigh ^ highSum);
    if (overflow >= 0) {
      low[group] = lowSum;
      high[group] = highSum;
    }
    return overflow;
  }

  /// The carry out of the highest bit of `left + right`.
  private static long carry(long left, long right, long sum) {
    return ((left & right) | ((left | right) & ~sum)) >>> 63;
  }

  private StintException overflow() {
    return StintException.user(
        "a sum exceeds the %d digits of %s; cast its argument to double or to fewer digits"
            .formatted(type.precision(), type));
  }

  /// The sum of a group as a number.
  BigDecimal value(int group) {
    return new BigDecimal(
        BigInteger.valueOf(high[group])
            .shiftLeft(64)
            .or(new BigInteger(Long.toUnsignedString(low[group]))),
        type.scale());
  }

  /// Whether the unscaled sum fits a `long`, which [#unscaledLong] then gives.
  boolean isLong(int group) {
    return high[group] == low[group] >> 63;
  }

  long unscaledLong(int group) {
    return low[group];
  }

  @Override
  Vector vector(int from, int count) {
    for (int group = from; group < from + count; group++) {
      if (!isWithinDigits(group)) {
        throw overflow();
      }
    }
    boolean[] nulls = unseen(from, count);
    long[] lows = Arrays.copyOfRange(low, from, from + count);
    return type.physicalType() == PhysicalType.LONG
        ? new LongVector(count, lows, nulls)
        : new Int128Vector(count, Arrays.copyOfRange(high, from, from + count), lows, nulls);
  }

  /// Whether the absolute value is below 10 to the precision.
  private boolean isWithinDigits(int group) {
    boolean isNegative = high[group] < 0;
    long absoluteLow = isNegative ? -low[group] : low[group];
    long absoluteHigh = isNegative ? ~high[group] + (low[group] == 0 ? 1 : 0) : high[group];
    return absoluteHigh < limitHigh
        || (absoluteHigh == limitHigh && Long.compareUnsigned(absoluteLow, limitLow) < 0);
  }

  @Override
  void resize(int from, int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(high, from, to, 0);
    Arrays.fill(low, from, to, 0);
  }
}
