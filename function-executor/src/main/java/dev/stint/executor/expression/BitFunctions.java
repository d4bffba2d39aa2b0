package dev.stint.executor.expression;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.number.BitArithmetic;
import dev.stint.plan.expression.Call;

/// Bits of whole numbers.
final class BitFunctions {

  private BitFunctions() {}

  static VectorFunction of(Call call) {
    var type = call.type();
    return switch (call.function()) {
      case BIT_AND -> (v, _) -> BitArithmetic.and(longs(v[0]), longs(v[1]));
      case BIT_OR -> (v, _) -> BitArithmetic.or(longs(v[0]), longs(v[1]));
      case BIT_XOR -> (v, _) -> BitArithmetic.xor(longs(v[0]), longs(v[1]));
      case BIT_NOT -> (v, _) -> BitArithmetic.not(longs(v[0]));
      case SHIFT_LEFT -> (v, _) -> BitArithmetic.shiftLeft(longs(v[0]), longs(v[1]), type);
      case SHIFT_RIGHT -> (v, _) -> BitArithmetic.shiftRight(longs(v[0]), longs(v[1]), type);
      case SHIFT_RIGHT_UNSIGNED ->
          (v, _) -> BitArithmetic.shiftRightUnsigned(longs(v[0]), longs(v[1]), type);
      case BIT_COUNT -> (v, _) -> BitArithmetic.count(longs(v[0]));
      case BIT_GET -> {
        var number = call.argument(0).type();
        yield (v, _) -> BitArithmetic.get(longs(v[0]), longs(v[1]), number);
      }
      default -> throw new IllegalArgumentException("no function of bits: " + call);
    };
  }

  private static LongVector longs(Vector vector) {
    return (LongVector) vector;
  }
}
