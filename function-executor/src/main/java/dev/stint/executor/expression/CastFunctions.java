package dev.stint.executor.expression;

import dev.stint.executor.kernel.Casts;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ScalarFunction;
import java.time.ZoneId;

/// `CAST` and `TRY_CAST`.
final class CastFunctions {

  private CastFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    var from = call.argument(0).type();
    var to = call.type();
    var onError = call.function() == ScalarFunction.TRY_CAST ? OnError.GIVE_NULL : OnError.FAIL;
    return (v, _) -> Casts.cast(v[0], from, to, zone, onError);
  }
}
