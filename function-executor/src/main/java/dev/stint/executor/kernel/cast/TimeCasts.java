package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.Rescale;
import dev.stint.executor.kernel.time.TimeOfDay;
import dev.stint.plan.type.DataType;

/// Casts from `TIME`, but to strings.
final class TimeCasts {

  private static final DataType SECONDS = DataType.decimal(14, 9);

  private TimeCasts() {}

  static Vector cast(LongVector times, DataType from, DataType to, OnError onError) {
    return switch (to.kind()) {
      case TIME -> TimeOfDay.cut(times, to.precision());
      case TINYINT, SMALLINT, INT, BIGINT ->
          Casts.narrow(TimeOfDay.seconds(times), from, to, onError);
      case DECIMAL -> Rescale.rescale(times, SECONDS, to, onError);
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          throw Casts.noCast(from, to);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> throw Casts.noCast(from, to);
    };
  }
}
