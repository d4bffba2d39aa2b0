package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.text.JsonPaths;
import dev.stint.plan.expression.Call;

/// Parts of JSON texts.
final class JsonFunctions {

  private JsonFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case GET_JSON_OBJECT ->
          (v, _) ->
              v.length == 2
                  ? JsonPaths.get((BytesVector) v[0], (BytesVector) v[1])
                  : JsonPaths.field((BytesVector) v[0], (BytesVector) v[1], (BytesVector) v[2]);
      case JSON_ARRAY_LENGTH -> (v, _) -> JsonPaths.arrayLength((BytesVector) v[0]);
      default -> throw new IllegalArgumentException("no function of JSON: " + call);
    };
  }
}
