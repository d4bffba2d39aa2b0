package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// `AVG` of decimals as a decimal and of intervals as an interval, rounded half up.
final class DecimalAverageAggregator extends Aggregator {

  private final DecimalSumState sums;
  private final CountState counts;
  private final List<GroupState> states;

  /// The result as a decimal: an interval is one of whole months or microseconds.
  private final DataType type;

  /// What a sum is multiplied by to have the result's scale.
  private final long factor;

  private final int sumScale;

  DecimalAverageAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    DataType sumType = call.stateTypes().getFirst();
    this.sums = new DecimalSumState(sumType, memory);
    this.counts = new CountState(memory);
    this.states = List.of(sums, counts);
    this.type = call.type().isInterval() ? sumType : call.type();
    int digits = Math.max(0, type.scale() - sumType.scale());
    this.sumScale = sumType.scale();
    this.factor = digits > 18 ? 0 : BigInteger.TEN.pow(digits).longValueExact();
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    sums.add(argument(batch), rows, count, groups);
    counts.count(rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(sums, batch.column(column), groups);
    merge(counts, batch.column(column + 1), groups);
  }

  @Override
  Vector result(int from, int count) {
    boolean[] nulls = new boolean[count];
    long[] high = new long[count];
    long[] low = new long[count];
    for (int i = 0; i < count; i++) {
      nulls[i] = counts.value(from + i) == 0;
      if (!nulls[i]) {
        average(from + i, i, high, low);
      }
    }
    return call().type().physicalType() == PhysicalType.LONG
        ? new LongVector(count, low, nulls)
        : new Int128Vector(count, high, low, nulls);
  }

  private void average(int group, int i, long[] high, long[] low) {
    long rows = counts.value(group);
    if (isShort(group, rows)) {
      low[i] = halfUp(sums.unscaledLong(group) * factor, rows);
      high[i] = low[i] >> 63;
      return;
    }
    var average =
        sums.value(group).divide(BigDecimal.valueOf(rows), type.scale(), RoundingMode.HALF_UP);
    if (average.precision() > type.precision()) {
      throw StintException.user(
          "an average exceeds the digits of %s; cast its argument to double".formatted(type));
    }
    var unscaled = average.unscaledValue();
    high[i] = unscaled.shiftRight(64).longValueExact();
    low[i] = unscaled.longValue();
  }

  private boolean isShort(int group, long rows) {
    long limit = factor == 0 ? 0 : Long.MAX_VALUE / 4 / factor;
    return sums.isLong(group)
        && Math.abs(sums.unscaledLong(group)) < limit
        && rows < Long.MAX_VALUE / 4
        && type.scale() >= sumScale;
  }

  /// The quotient rounded half up, away from zero; twice the dividend must fit.
  private static long halfUp(long dividend, long divisor) {
    long magnitude = (2 * Math.abs(dividend) + divisor) / (2 * divisor);
    return dividend < 0 ? -magnitude : magnitude;
  }
}
