package dev.stint.executor.expression;

import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.cast.Casts;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ScalarFunction;
import java.time.ZoneId;

/// `CAST`, `TRY_CAST`, and `CAST` without ANSI mode.
final class CastFunctions {

  private CastFunctions() {}

  private static OnError onError(ScalarFunction function) {
    return switch (function) {
      case TRY_CAST -> OnError.GIVE_NULL;
      case LENIENT_CAST -> OnError.BE_LENIENT;
      default -> OnError.FAIL;
    };
  }

  static VectorFunction of(Call call, ZoneId zone) {
    var from = call.argument(0).type();
    var to = call.type();
    var onError = onError(call.function());
    return (v, _) -> Casts.cast(v[0], from, to, zone, onError);
  }
}
