package dev.stint.sql.function;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.logical.Expressions;
import java.util.List;

/// NULLs and conditions.
final class ConditionalFunctions {

  private ConditionalFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("coalesce", 1, Integer.MAX_VALUE, ConditionalFunctions::coalesce)
        .says("coalesce(a, …)", "The first that is not NULL; later ones are evaluated if needed.")
        .example("coalesce(NULL, 1, 2)", "1");
    functions
        .define("nvl ifnull", 2, 2, ConditionalFunctions::coalesce)
        .says("nvl(a, b), ifnull(a, b)", "As coalesce.")
        .example("nvl(NULL, 2)", "2");
    functions
        .define("nvl2", 3, 3, ConditionalFunctions::nvl2)
        .says("nvl2(a, b, c)", "`b` where `a` is not NULL, else `c`.")
        .example("nvl2(NULL, 1, 2)", "2");
    functions
        .define("nullif", 2, 2, ConditionalFunctions::nullIf)
        .says("nullif(a, b)", "NULL where they are equal, else `a`.")
        .example("nullif(2, 2)", "NULL");
    functions
        .define("if iff", 3, 3, ConditionalFunctions::choose)
        .says("if(condition, a, b)", "Only the chosen one is evaluated, as in CASE.")
        .example("if(1 < 2, 'a', 'b')", "a");
    functions
        .define("isnull", 1, 1, call -> Expressions.isNull(call.argument(0)))
        .says("a IS NULL, isnull(a)", "Never NULL.")
        .example("isnull(1)", "false");
    functions
        .define("isnotnull", 1, 1, call -> Expressions.isNotNull(call.argument(0)))
        .says("a IS NOT NULL, isnotnull(a)", "Never NULL.")
        .example("isnotnull(1)", "true");
    functions
        .define("zeroifnull", 1, 1, ConditionalFunctions::zeroIfNull)
        .says("zeroifnull(a)", "coalesce(a, 0).")
        .example("zeroifnull(NULL)", "0");
    functions
        .define("nullifzero", 1, 1, ConditionalFunctions::nullIfZero)
        .says("nullifzero(a)", "nullif(a, 0).")
        .example("nullifzero(0)", "NULL");
    functions
        .define("nanvl", 2, 2, ConditionalFunctions::nanvl)
        .says("nanvl(a, b)", "`b` where `a` is NaN, else `a`.")
        .example("nanvl(double('NaN'), 1)", "1.0");
    functions
        .define("isnan", ScalarFunction.IS_NAN, DataType.BOOLEAN, DataType.DOUBLE)
        .says("isnan(a)", "False for NULL.")
        .example("isnan(double('NaN'))", "true");
    functions
        .define("equal_null", 2, 2, ConditionalFunctions::nullSafeEqual)
        .says("a <=> b, equal_null(a, b)", "Never NULL: NULL equals NULL.")
        .example("equal_null(NULL, 1)", "false");
    functions
        .define("greatest", 2, Integer.MAX_VALUE, call -> ofCommon(call, ScalarFunction.GREATEST))
        .says("greatest(a, b, …)", "Skips NULLs. NaN is the greatest.")
        .example("greatest(1, NULL, 3)", "3");
    functions
        .define("least", 2, Integer.MAX_VALUE, call -> ofCommon(call, ScalarFunction.LEAST))
        .says("least(a, b, …)", "As greatest.")
        .example("least(1, NULL, 3)", "1");
    functions
        .define("raise_error", 1, 1, ConditionalFunctions::raise)
        .says("raise_error(message)", "Fails for each row for which it is evaluated.")
        .example("if(1 < 2, 'fine', raise_error('no'))", "fine");
    functions
        .define("assert_true", 1, 2, ConditionalFunctions::assertTrue)
        .says("assert_true(condition[, message])", "NULL where it is true, else an error.")
        .example("assert_true(1 < 2)", "NULL");
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
    boolean isTaken =
        Coercion.isUntypedNull(call.argument(0)) || !call.context().settings().isAnsi();
    var value = isTaken ? call.argument(0) : call.number(0);
    return coalesce(
        new FunctionCall(call.name(), List.of(value, zero), call.node(), call.context()));
  }

  private static Expression nullIfZero(FunctionCall call) {
    var zero = Literal.ofLong(DataType.INT, 0);
    return nullIf(
        new FunctionCall(
            call.name(), List.of(call.argument(0), zero), call.node(), call.context()));
  }

  private static Expression nullSafeEqual(FunctionCall call) {
    var both = call.common(0);
    return Call.of(ScalarFunction.NULL_SAFE_EQUAL, DataType.BOOLEAN, both.get(0), both.get(1));
  }

  /// A message that is NULL is one, too.
  private static Expression raise(FunctionCall call) {
    return error(
        call.call(
            ScalarFunction.COALESCE,
            DataType.STRING,
            call.as(0, DataType.STRING),
            Literal.ofString("null")));
  }

  private static Expression error(Expression message) {
    return Call.of(ScalarFunction.RAISE_ERROR, DataType.STRING, message);
  }

  private static Expression assertTrue(FunctionCall call) {
    var condition = call.as(0, DataType.BOOLEAN);
    var message =
        call.count() == 2
            ? call.as(1, DataType.STRING)
            : Literal.ofString("'" + call.context().source().exact(call.node()) + "' is not true!");
    return call.context()
        .folder()
        .fold(choice(condition, Literal.nullOf(DataType.STRING), error(message)));
  }

  private static Expression choice(Expression condition, Expression then, Expression otherwise) {
    return new Case(List.of(new Case.Branch(condition, then)), otherwise, then.type());
  }

  /// `b` is computed only where it is needed.
  private static Expression nanvl(FunctionCall call) {
    var value = call.as(0, DataType.DOUBLE);
    var isNan = call.call(ScalarFunction.IS_NAN, DataType.BOOLEAN, value);
    var branch = new Case.Branch(isNan, call.as(1, DataType.DOUBLE));
    return call.context().folder().fold(new Case(List.of(branch), value, DataType.DOUBLE));
  }
}
