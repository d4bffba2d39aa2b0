package dev.stint.executor.expression;

import dev.stint.executor.kernel.Draws;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.kernel.text.Aes;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;

/// What depends on the task and the row's place in it.
final class PlaceFunctions {

  private PlaceFunctions() {}

  static VectorFunction of(Call call, int taskIndex) {
    return switch (call.function()) {
      case RAND -> {
        var draws = new Draws(constant(call, 0), taskIndex);
        yield (_, rowCount) -> draws.uniform(rowCount);
      }
      case RANDN -> {
        var draws = new Draws(constant(call, 0), taskIndex);
        yield (_, rowCount) -> draws.normal(rowCount);
      }
      case RANDSTR -> {
        int length = Math.toIntExact(constant(call, 0));
        var draws = new Draws(constant(call, 1), taskIndex);
        yield (_, rowCount) -> draws.texts(rowCount, length);
      }
      case UUID -> {
        var draws = new Draws(constant(call, 0), taskIndex);
        yield (_, rowCount) -> draws.uuids(rowCount);
      }
      case RANDOM_BYTES -> {
        int length = Math.toIntExact(constant(call, 0));
        yield (_, rowCount) -> Aes.freshVectors(rowCount, length);
      }
      case ROW_ID -> {
        var draws = new Draws(0, taskIndex);
        yield (_, rowCount) -> draws.rowIds(rowCount);
      }
      case TASK_INDEX -> {
        var draws = new Draws(0, taskIndex);
        yield (_, rowCount) -> draws.taskIndexes(rowCount);
      }
      default -> throw new IllegalArgumentException("not of a place: " + call);
    };
  }

  private static long constant(Call call, int argument) {
    return Literals.longValue((Literal) call.argument(argument));
  }
}
