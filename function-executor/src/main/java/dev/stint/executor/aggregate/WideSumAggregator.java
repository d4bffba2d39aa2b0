package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.type.DataType;
import java.util.List;

/// `SUM` of whole numbers in 128 bits: only the result must fit a BIGINT.
final class WideSumAggregator extends Aggregator {

  private final DecimalSumState sums;

  WideSumAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    this.sums = new DecimalSumState(DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0), memory);
  }

  @Override
  List<GroupState> states() {
    return List.of(sums);
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    sums.add(argument(batch), rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(sums, batch.column(column), groups);
  }

  @Override
  Vector result(int from, int count) {
    var wide = (Int128Vector) sums.vector(from, count);
    long[] high = wide.high();
    long[] low = wide.low();
    long excess = 0;
    for (int group = 0; group < count; group++) {
      excess |= high[group] ^ low[group] >> 63;
    }
    if (excess != 0) {
      throw LongSumState.overflow(call().type());
    }
    LongSumState.requireFit(call().type(), low, 0, count);
    return new LongVector(count, low, wide.nulls());
  }
}
