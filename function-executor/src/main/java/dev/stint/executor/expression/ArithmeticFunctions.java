package dev.stint.executor.expression;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.DecimalArithmetic;
import dev.stint.executor.kernel.number.DoubleArithmetic;
import dev.stint.executor.kernel.number.LongArithmetic;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;

/// Arithmetic of integers, decimals and floating-point numbers.
final class ArithmeticFunctions {

  private ArithmeticFunctions() {}

  static VectorFunction of(Call call) {
    DataType operandType = call.argument(0).type();
    if (operandType.isDecimal()) {
      return ofDecimals(call);
    }
    return operandType.isFloatingPoint()
        ? ofDoubles(call.function(), call.type())
        : ofLongs(call.function(), call.type());
  }

  private static OnError onError(ScalarFunction function) {
    return switch (function) {
      case TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY, TRY_DIVIDE -> OnError.GIVE_NULL;
      case WRAP_ADD, WRAP_SUBTRACT, WRAP_MULTIPLY, WRAP_NEGATE, WRAP_ABS -> OnError.BE_LENIENT;
      default -> OnError.FAIL;
    };
  }

  private static VectorFunction ofLongs(ScalarFunction function, DataType type) {
    var onError = onError(function);
    return switch (function) {
      case ADD, TRY_ADD, WRAP_ADD ->
          (v, _) -> LongArithmetic.add(longs(v[0]), longs(v[1]), type, onError);
      case SUBTRACT, TRY_SUBTRACT, WRAP_SUBTRACT ->
          (v, _) -> LongArithmetic.subtract(longs(v[0]), longs(v[1]), type, onError);
      case MULTIPLY, TRY_MULTIPLY, WRAP_MULTIPLY ->
          (v, _) -> LongArithmetic.multiply(longs(v[0]), longs(v[1]), type, onError);
      case INT_DIVIDE -> (v, _) -> LongArithmetic.divide(longs(v[0]), longs(v[1]), onError);
      case REMAINDER -> (v, _) -> LongArithmetic.remainder(longs(v[0]), longs(v[1]), false);
      case PMOD -> (v, _) -> LongArithmetic.remainder(longs(v[0]), longs(v[1]), true);
      case NEGATE, WRAP_NEGATE -> (v, _) -> LongArithmetic.negate(longs(v[0]), type, onError);
      case ABS, WRAP_ABS -> (v, _) -> LongArithmetic.absolute(longs(v[0]), type, onError);
      default -> throw unexpected(function, type);
    };
  }

  private static VectorFunction ofDoubles(ScalarFunction function, DataType type) {
    var onError = onError(function);
    return switch (function) {
      case ADD, TRY_ADD -> (v, _) -> DoubleArithmetic.add(doubles(v[0]), doubles(v[1]), type);
      case SUBTRACT, TRY_SUBTRACT ->
          (v, _) -> DoubleArithmetic.subtract(doubles(v[0]), doubles(v[1]), type);
      case MULTIPLY, TRY_MULTIPLY ->
          (v, _) -> DoubleArithmetic.multiply(doubles(v[0]), doubles(v[1]), type);
      case DIVIDE, TRY_DIVIDE ->
          (v, _) -> DoubleArithmetic.divide(doubles(v[0]), doubles(v[1]), type, onError);
      case REMAINDER ->
          (v, _) -> DoubleArithmetic.remainder(doubles(v[0]), doubles(v[1]), type, false);
      case PMOD -> (v, _) -> DoubleArithmetic.remainder(doubles(v[0]), doubles(v[1]), type, true);
      case NEGATE -> (v, _) -> DoubleArithmetic.negate(doubles(v[0]));
      case ABS -> (v, _) -> DoubleArithmetic.absolute(doubles(v[0]));
      default -> throw unexpected(function, type);
    };
  }

  private static VectorFunction ofDecimals(Call call) {
    var function = call.function();
    var type = call.type();
    var onError = onError(function);
    return switch (function) {
      case ADD, TRY_ADD -> (v, _) -> DecimalArithmetic.add(operands(v, call), type, onError);
      case SUBTRACT, TRY_SUBTRACT ->
          (v, _) -> DecimalArithmetic.subtract(operands(v, call), type, onError);
      case MULTIPLY, TRY_MULTIPLY ->
          (v, _) -> DecimalArithmetic.multiply(operands(v, call), type, onError);
      case DIVIDE, TRY_DIVIDE ->
          (v, _) -> DecimalArithmetic.divide(operands(v, call), type, onError);
      case INT_DIVIDE -> (v, _) -> DecimalArithmetic.divideWhole(operands(v, call), onError);
      case REMAINDER -> (v, _) -> DecimalArithmetic.remainder(operands(v, call), type, false);
      case PMOD -> (v, _) -> DecimalArithmetic.remainder(operands(v, call), type, true);
      case NEGATE -> (v, _) -> DecimalArithmetic.negate(v[0]);
      case ABS -> (v, _) -> DecimalArithmetic.absolute(v[0]);
      default -> throw unexpected(function, type);
    };
  }

  private static DecimalArithmetic.Operands operands(Vector[] vectors, Call call) {
    return new DecimalArithmetic.Operands(
        vectors[0], call.argument(0).type(), vectors[1], call.argument(1).type());
  }

  private static IllegalArgumentException unexpected(ScalarFunction function, DataType type) {
    return new IllegalArgumentException(function + " has no kernel that gives " + type);
  }

  private static LongVector longs(Vector vector) {
    return (LongVector) vector;
  }

  private static DoubleVector doubles(Vector vector) {
    return (DoubleVector) vector;
  }
}
