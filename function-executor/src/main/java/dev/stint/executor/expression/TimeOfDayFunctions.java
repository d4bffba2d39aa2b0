package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.time.TimeOfDay;
import dev.stint.plan.expression.Call;

/// Calculations with times of a day.
final class TimeOfDayFunctions {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private TimeOfDayFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case TIME_ADD -> (v, _) -> TimeOfDay.add(longs(v[0]), longs(v[1]));
      case TIME_BETWEEN -> (v, _) -> TimeOfDay.between(longs(v[0]), longs(v[1]));
      case MAKE_TIME -> (v, _) -> TimeOfDay.make(longs(v[0]), longs(v[1]), longs(v[2]));
      case TIME_FROM_MILLIS -> (v, _) -> TimeOfDay.ofUnits(longs(v[0]), NANOS_PER_MILLI);
      case TIME_FROM_MICROS -> (v, _) -> TimeOfDay.ofUnits(longs(v[0]), NANOS_PER_MICRO);
      case TIME_TO_MILLIS -> (v, _) -> TimeOfDay.toUnits(longs(v[0]), NANOS_PER_MILLI);
      case TIME_TO_MICROS -> (v, _) -> TimeOfDay.toUnits(longs(v[0]), NANOS_PER_MICRO);
      case TIME_TRUNC -> (v, _) -> TimeOfDay.truncate((BytesVector) v[0], longs(v[1]));
      case TIME_DIFF ->
          (v, _) -> TimeOfDay.unitsBetween((BytesVector) v[0], longs(v[1]), longs(v[2]));
      default -> throw new IllegalArgumentException("no function of times: " + call);
    };
  }

  private static LongVector longs(Vector vector) {
    return (LongVector) vector;
  }
}
