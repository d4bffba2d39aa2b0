package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import java.util.List;

/// NULLs, conditions and conversions.
final class ConditionalFunctions {

  private ConditionalFunctions() {}

  static void define(ScalarFunctions functions) {
    functions.define("coalesce", 1, Integer.MAX_VALUE, ConditionalFunctions::coalesce);
    functions.define("nvl ifnull", 2, 2, ConditionalFunctions::coalesce);
    functions.define("nvl2", 3, 3, ConditionalFunctions::nvl2);
    functions.define("nullif", 2, 2, ConditionalFunctions::nullIf);
    functions.define("if iff", 3, 3, ConditionalFunctions::choose);
    functions.define("isnull", 1, 1, call -> Expressions.isNull(call.argument(0)));
    functions.define("isnotnull", 1, 1, call -> Expressions.isNotNull(call.argument(0)));
    functions.define("zeroifnull", 1, 1, ConditionalFunctions::zeroIfNull);
    functions.define(
        "nanvl", ScalarFunction.NANVL, DataType.DOUBLE, DataType.DOUBLE, DataType.DOUBLE);
    functions.define("isnan", ScalarFunction.IS_NAN, DataType.BOOLEAN, DataType.DOUBLE);
    functions.define("equal_null", 2, 2, ConditionalFunctions::nullSafeEqual);
    functions.define(
        "greatest", 2, Integer.MAX_VALUE, call -> ofCommon(call, ScalarFunction.GREATEST));
    functions.define("least", 2, Integer.MAX_VALUE, call -> ofCommon(call, ScalarFunction.LEAST));
    for (var type :
        List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INT,
            DataType.BIGINT,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.STRING,
            DataType.BINARY,
            DataType.DATE,
            DataType.TIMESTAMP)) {
      functions.define(type.toString(), 1, 1, call -> conversion(call, type));
    }
  }

  private static Expression coalesce(FunctionCall call) {
    return ofCommon(call, ScalarFunction.COALESCE);
  }

  private static Expression ofCommon(FunctionCall call, ScalarFunction function) {
    var arguments = call.common(0);
    return call.context().folder().fold(new Call(function, arguments, arguments.getFirst().type()));
  }

  private static Expression nvl2(FunctionCall call) {
    var values = call.common(1);
    return choice(Expressions.isNotNull(call.argument(0)), values.get(0), values.get(1));
  }

  private static Expression choose(FunctionCall call) {
    var values = call.common(1);
    return choice(call.as(0, DataType.BOOLEAN), values.get(0), values.get(1));
  }

  private static Expression nullIf(FunctionCall call) {
    var both = call.common(0);
    var isEqual = Expressions.equal(both.get(0), both.get(1));
    return choice(isEqual, Literal.nullOf(call.type(0)), call.argument(0));
  }

  private static Expression zeroIfNull(FunctionCall call) {
    var zero = Literal.ofLong(DataType.INT, 0);
    return coalesce(
        new FunctionCall(call.name(), List.of(call.number(0), zero), call.node(), call.context()));
  }

  private static Expression nullSafeEqual(FunctionCall call) {
    var both = call.common(0);
    return Call.of(ScalarFunction.NULL_SAFE_EQUAL, DataType.BOOLEAN, both.get(0), both.get(1));
  }

  private static Expression choice(Expression condition, Expression then, Expression otherwise) {
    return new Case(List.of(new Case.Branch(condition, then)), otherwise, then.type());
  }

  private static Expression conversion(FunctionCall call, DataType type) {
    if (!Coercion.isCastable(call.type(0), type)) {
      throw call.error("%s cannot be cast to %s".formatted(call.type(0), type));
    }
    return call.context().coercion().cast(call.argument(0), type);
  }
}
