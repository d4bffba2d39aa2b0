package dev.stint.executor.expression;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.time.IntervalArithmetic;
import dev.stint.executor.kernel.time.TimeBuckets;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.expression.Call;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;

/// Intervals made of numbers, and calculations with numbers.
final class IntervalFunctions {

  private IntervalFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    return switch (call.function()) {
      case MULTIPLY_INTERVAL -> multiply(call, OnError.FAIL);
      case TRY_MULTIPLY_INTERVAL -> multiply(call, OnError.GIVE_NULL);
      case DIVIDE_INTERVAL -> divide(call, OnError.FAIL);
      case TRY_DIVIDE_INTERVAL -> divide(call, OnError.GIVE_NULL);
      case MAKE_YM_INTERVAL ->
          (v, _) ->
              IntervalArithmetic.makeMonths((LongVector) v[0], (LongVector) v[1], OnError.FAIL);
      case TIME_BUCKET -> bucket(call, zone);
      case MAKE_DT_INTERVAL -> (v, _) -> IntervalArithmetic.makeMicros(v, OnError.FAIL);
      default -> throw new IllegalArgumentException("no function of intervals: " + call);
    };
  }

  private static VectorFunction multiply(Call call, OnError onError) {
    var number = call.argument(1).type();
    return (v, _) ->
        IntervalArithmetic.multiply((LongVector) v[0], call.type(), v[1], number, onError);
  }

  private static VectorFunction bucket(Call call, ZoneId zone) {
    boolean isOfMonths = call.argument(0).type().isOfMonths();
    var clock = call.type().kind() == TypeKind.TIMESTAMP ? new ZoneClock(zone) : null;
    return (v, _) ->
        TimeBuckets.starts(
            isOfMonths, (LongVector) v[0], (LongVector) v[1], (LongVector) v[2], clock);
  }

  private static VectorFunction divide(Call call, OnError onError) {
    var number = call.argument(1).type();
    return (v, _) ->
        IntervalArithmetic.divide((LongVector) v[0], call.type(), v[1], number, onError);
  }
}
