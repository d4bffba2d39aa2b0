package dev.stint.executor.kernel.decimal;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.math.BigDecimal;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Collects decimals row by row: the slow path of every decimal kernel, and the place where its
/// meaning is written down.
public final class DecimalBuilder {

  private final DataType type;
  private final OnError onError;
  private final long[] high;
  private final long[] low;
  private boolean @Nullable [] nulls;

  public DecimalBuilder(DataType type, OnError onError, boolean @Nullable [] nulls, int rowCount) {
    this.type = type;
    this.onError = onError;
    this.nulls = nulls == null ? null : nulls.clone();
    this.high = new long[type.physicalType() == PhysicalType.INT128 ? rowCount : 0];
    this.low = new long[rowCount];
  }

  /// Rows that are not NULL get what `values` gives them, half up; no value, or one too long for
  /// the type, is `error` for that row.
  public Vector build(IntFunction<@Nullable BigDecimal> values, Checks.RowError error) {
    for (int row = 0; row < low.length; row++) {
      if (!Nulls.isNull(nulls, row)) {
        BigDecimal value = values.apply(row);
        set(row, value == null ? null : Decimals.rescale(value, type), error);
      }
    }
    return high.length < low.length
        ? new LongVector(low.length, low, nulls)
        : new Int128Vector(low.length, high, low, nulls);
  }

  private void set(int row, @Nullable BigDecimal value, Checks.RowError error) {
    if (value != null) {
      low[row] = Int128.low(value.unscaledValue());
      if (high.length > 0) {
        high[row] = Int128.high(value.unscaledValue());
      }
      return;
    }
    if (onError == OnError.FAIL) {
      StintException failure = error.error(row);
      throw failure;
    }
    if (nulls == null) {
      nulls = new boolean[low.length];
    }
    nulls[row] = true;
  }
}
