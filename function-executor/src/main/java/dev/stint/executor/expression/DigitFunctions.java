package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.number.Digits;
import dev.stint.executor.kernel.text.NumberTexts;
import dev.stint.plan.expression.Call;

/// Numbers by their digits.
final class DigitFunctions {

  private DigitFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case FACTORIAL -> (v, _) -> Digits.factorial((LongVector) v[0]);
      case WIDTH_BUCKET -> Digits::widthBucket;
      case BIN -> (v, _) -> Digits.binary((LongVector) v[0]);
      case CONV -> Digits::convert;
      case TO_CHAR -> {
        var type = call.argument(0).type();
        yield (v, _) -> NumberTexts.format(v[0], type, (BytesVector) v[1]);
      }
      case TO_NUMBER -> parse(call, OnError.FAIL);
      case TRY_TO_NUMBER -> parse(call, OnError.GIVE_NULL);
      default -> throw new IllegalArgumentException("no function of digits: " + call);
    };
  }

  private static VectorFunction parse(Call call, OnError onError) {
    return (v, _) ->
        NumberTexts.parse((BytesVector) v[0], (BytesVector) v[1], call.type(), onError);
  }
}
