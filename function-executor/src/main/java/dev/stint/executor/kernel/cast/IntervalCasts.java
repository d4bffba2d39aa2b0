package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.DecimalBuilder;
import dev.stint.executor.kernel.decimal.DecimalCasts;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Rescale;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongUnaryOperator;

/// Casts of intervals to other fields and to numbers of their last field, and of such numbers to
/// intervals.
final class IntervalCasts {

  private IntervalCasts() {}

  /// Casts of an interval, but to strings. What is shorter than the last field is cut off.
  static Vector cast(LongVector vector, DataType from, DataType to, OnError onError) {
    long unit = from.lastField().size();
    return switch (to.kind()) {
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> {
        if (from.kind() != to.kind()) {
          throw Casts.noCast(from, to);
        }
        yield cut(vector, to);
      }
      case TINYINT, SMALLINT, INT, BIGINT ->
          Casts.narrow(map(vector, value -> value / unit), from, to, onError);
      case DECIMAL ->
          from.lastField() == IntervalField.SECOND
              ? Rescale.rescale(vector, decimal(6), to, onError)
              : Rescale.rescale(map(vector, value -> value / unit), decimal(0), to, onError);
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, TIME, VOID ->
          throw Casts.noCast(from, to);
    };
  }

  private static DataType decimal(int scale) {
    return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, scale);
  }

  private static LongVector cut(LongVector vector, DataType to) {
    long unit = to.lastField() == IntervalField.SECOND ? 1 : to.lastField().size();
    return unit == 1 ? vector : map(vector, value -> value - value % unit);
  }

  /// Whole numbers or decimals as intervals; a fraction of the last field is rounded to months or
  /// microseconds before it is cut off.
  static Vector ofNumbers(Vector vector, DataType from, DataType to, OnError onError) {
    if (!from.isInteger() && !from.isDecimal()) {
      throw Casts.noCast(from, to);
    }
    var whole = to.isOfMonths() ? DataType.INT : DataType.BIGINT;
    var unit = BigDecimal.valueOf(to.lastField().size());
    var target = DataType.decimal(to.isOfMonths() ? 10 : 19, 0);
    var scaled =
        new DecimalBuilder(target, onError, vector.nulls(), vector.rowCount())
            .build(
                row -> number(vector, row, from).multiply(unit).setScale(0, RoundingMode.HALF_UP),
                row -> Failures.castOverflow(number(vector, row, from).toPlainString(), from, to));
    return cut(DecimalCasts.toLongs(scaled, target, whole, onError), to);
  }

  private static BigDecimal number(Vector vector, int row, DataType type) {
    return type.isDecimal()
        ? Decimals.value(vector, row, type)
        : BigDecimal.valueOf(((LongVector) vector).values()[row]);
  }

  private static LongVector map(LongVector vector, LongUnaryOperator function) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = function.applyAsLong(vector.values()[row]);
    }
    return new LongVector(rowCount, out, vector.nulls());
  }
}
