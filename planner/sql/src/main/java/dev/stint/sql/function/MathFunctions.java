package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.DecimalTypes;
import dev.stint.sql.logical.Expressions;
import java.util.List;

/// Numbers.
final class MathFunctions {

  private static final DataType OF_DOUBLES = DataType.decimal(30, 15);
  private static final DataType OF_FLOATS = DataType.decimal(14, 7);

  private MathFunctions() {}

  static void define(ScalarFunctions functions) {
    arithmetic(functions);
    tried(functions);
    rounding(functions);
    powers(functions);
    angles(functions);
  }

  private static void arithmetic(ScalarFunctions functions) {
    functions
        .define("abs", 1, 1, call -> sameType(call, ScalarFunction.ABS))
        .says("abs(a)", "The lowest integer has no counterpart: error.")
        .example("abs(-3)", "3");
    functions
        .define("negative", 1, 1, call -> sameType(call, ScalarFunction.NEGATE))
        .says("-a, negative(a)", "As abs.")
        .example("negative(3)", "-3");
    functions
        .define("positive", 1, 1, call -> call.quantity(0))
        .titled("+")
        .says("+a, positive(a)", "")
        .example("positive(-3)", "-3");
    functions
        .define("sign", 1, 1, MathFunctions::sign)
        .says("sign(a)", "-1.0, 0.0 or 1.0.")
        .example("sign(-3)", "-1.0");
    functions
        .define("signum", 1, 1, MathFunctions::sign)
        .inCapitals()
        .says("signum(a)", "As sign.")
        .example("signum(-3)", "-1.0");
    functions
        .define("mod", 2, 2, call -> binary(call, ScalarFunction.REMAINDER))
        .says("a % b, mod(a, b)", "Takes the sign of `a`. By zero: error.")
        .example("mod(-7, 3)", "-1");
    functions
        .define("pmod", 2, 2, call -> binary(call, ScalarFunction.PMOD))
        .says("pmod(a, b)", "Not negative for a positive `b`.")
        .example("pmod(-7, 3)", "2");
    functions
        .define("div", 2, 2, call -> binary(call, ScalarFunction.INT_DIVIDE))
        .says("a div b", "A bigint, towards zero.")
        .example("7 div 2", "3");
  }

  private static void tried(ScalarFunctions functions) {
    functions
        .define("try_add", 2, 2, call -> binary(call, ScalarFunction.TRY_ADD))
        .says("try_add(a, b)", "NULL where `+` is an error.")
        .example("try_add(2147483647, 1)", "NULL");
    functions
        .define("try_subtract", 2, 2, call -> binary(call, ScalarFunction.TRY_SUBTRACT))
        .says("try_subtract(a, b)", "NULL where `-` is an error.")
        .example("try_subtract(3, 1)", "2");
    functions
        .define("try_multiply", 2, 2, call -> binary(call, ScalarFunction.TRY_MULTIPLY))
        .says("try_multiply(a, b)", "NULL where `*` is an error.")
        .example("try_multiply(3, 2)", "6");
    functions
        .define("try_divide", 2, 2, call -> binary(call, ScalarFunction.TRY_DIVIDE))
        .says("try_divide(a, b)", "NULL where `/` is an error.")
        .example("try_divide(3, 0)", "NULL");
    functions
        .define("try_mod", 2, 2, MathFunctions::tryRemainder)
        .says("try_mod(a, b)", "NULL where `%` is an error.")
        .example("try_mod(3, 0)", "NULL");
  }

  private static void rounding(ScalarFunctions functions) {
    functions
        .define("ceil ceiling", 1, 2, call -> whole(call, ScalarFunction.CEIL))
        .says("ceil(a[, places])", "A bigint, or a decimal of decimals and with places.")
        .example("ceil(-3.1)", "-3");
    functions
        .define("floor", 1, 2, call -> whole(call, ScalarFunction.FLOOR))
        .says("floor(a[, places])", "As ceil.")
        .example("floor(-3.1)", "-4");
    functions
        .define("round", 1, 2, call -> round(call, ScalarFunction.ROUND))
        .defaults("0")
        .says(
            "round(a[, places])",
            "Half up. `places` is constant and may be negative. Doubles are rounded as they print.")
        .example("round(1.005D, 2)", "1.01");
    functions
        .define("bround", 1, 2, call -> round(call, ScalarFunction.BROUND))
        .defaults("0")
        .says("bround(a[, places])", "Half even.")
        .example("bround(2.5)", "2");
    functions
        .define("rint", ScalarFunction.RINT, DOUBLE, DOUBLE)
        .says("rint(a)", "The nearest whole double, half even.")
        .example("rint(12.3456)", "12.0");
  }

  private static void powers(ScalarFunctions functions) {
    functions
        .define("sqrt", ScalarFunction.SQRT, DOUBLE, DOUBLE)
        .inCapitals()
        .says("sqrt(a)", "NaN of negative numbers.")
        .example("sqrt(4)", "2.0");
    functions
        .define("cbrt", ScalarFunction.CBRT, DOUBLE, DOUBLE)
        .inCapitals()
        .says("cbrt(a)", "")
        .example("cbrt(27)", "3.0");
    functions
        .define("exp", ScalarFunction.EXP, DOUBLE, DOUBLE)
        .inCapitals()
        .says("exp(a)", "")
        .example("exp(0)", "1.0");
    functions
        .define("expm1", ScalarFunction.EXPM1, DOUBLE, DOUBLE)
        .inCapitals()
        .says("expm1(a)", "exp(a) - 1, exactly near 0.")
        .example("expm1(0)", "0.0");
    functions
        .define("ln", ScalarFunction.LN, DOUBLE, DOUBLE)
        .says("ln(a)", "NULL for zero and negative numbers, as all logarithms.")
        .example("ln(1)", "0.0");
    functions
        .define("log", 1, 2, MathFunctions::log)
        .inCapitals()
        .says("log([base, ]a)", "To the base e without one.")
        .example("log(10, 100)", "2.0");
    functions
        .define("log10", ScalarFunction.LOG10, DOUBLE, DOUBLE)
        .inCapitals()
        .says("log10(a)", "")
        .example("log10(10)", "1.0");
    functions
        .define("log2", ScalarFunction.LOG2, DOUBLE, DOUBLE)
        .inCapitals()
        .says("log2(a)", "")
        .example("log2(2)", "1.0");
    functions
        .define("log1p", ScalarFunction.LOG1P, DOUBLE, DOUBLE)
        .inCapitals()
        .says("log1p(a)", "ln(1 + a), exactly near 0; NULL for -1 and below.")
        .example("log1p(0)", "0.0");
    functions
        .define("power pow", ScalarFunction.POWER, DOUBLE, DOUBLE, DOUBLE)
        .inCapitals()
        .says("power(a, b)", "")
        .example("power(2, 3)", "8.0");
    functions
        .define("hypot", ScalarFunction.HYPOT, DOUBLE, DOUBLE, DOUBLE)
        .inCapitals()
        .says("hypot(a, b)", "The length of the third side.")
        .example("hypot(3, 4)", "5.0");
    functions
        .define("pi", 0, 0, _ -> new Literal(DOUBLE, Double.toString(Math.PI)))
        .inCapitals()
        .says("pi()", "")
        .example("pi()", "3.141592653589793");
    functions
        .define("e", 0, 0, _ -> new Literal(DOUBLE, Double.toString(Math.E)))
        .inCapitals()
        .says("e()", "")
        .example("e()", "2.718281828459045");
  }

  private static void angles(ScalarFunctions functions) {
    angle(functions, ScalarFunction.SIN, "0.0");
    angle(functions, ScalarFunction.COS, "1.0");
    angle(functions, ScalarFunction.TAN, "0.0");
    angle(functions, ScalarFunction.COT, "Infinity");
    angle(functions, ScalarFunction.CSC, "Infinity");
    angle(functions, ScalarFunction.SEC, "1.0");
    angle(functions, ScalarFunction.ASIN, "0.0");
    angle(functions, ScalarFunction.ACOS, "1.5707963267948966");
    angle(functions, ScalarFunction.ATAN, "0.0");
    angle(functions, ScalarFunction.SINH, "0.0");
    angle(functions, ScalarFunction.COSH, "1.0");
    angle(functions, ScalarFunction.TANH, "0.0");
    angle(functions, ScalarFunction.ASINH, "0.0");
    angle(functions, ScalarFunction.ACOSH, "NaN");
    angle(functions, ScalarFunction.ATANH, "0.0");
    angle(functions, ScalarFunction.DEGREES, "0.0");
    angle(functions, ScalarFunction.RADIANS, "0.0");
    functions
        .define("atan2", ScalarFunction.ATAN2, DOUBLE, DOUBLE, DOUBLE)
        .inCapitals()
        .says("atan2(y, x)", "")
        .example("atan2(0, 1)", "0.0");
  }

  /// A function of an angle or that gives one, of doubles; `ofZero` is its value for 0.
  private static void angle(ScalarFunctions functions, ScalarFunction function, String ofZero) {
    String name = function.sqlName();
    functions
        .define(name, function, DOUBLE, DOUBLE)
        .inCapitals()
        .says(name + "(a)", "NaN outside of its domain.")
        .example(name + "(0)", ofZero);
  }

  private static Expression binary(FunctionCall call, ScalarFunction function) {
    return new TimeOperators(call)
        .apply(function)
        .orElseGet(() -> new Arithmetic(call).apply(function));
  }

  private static Expression tryRemainder(FunctionCall call) {
    var rest = binary(call, ScalarFunction.REMAINDER);
    if (!(rest instanceof Call(_, var both, var type))) {
      return rest;
    }
    var zero = call.context().coercion().cast(Literal.ofLong(INT, 0), both.getLast().type());
    var branch = new Case.Branch(Expressions.equal(both.getLast(), zero), Literal.nullOf(type));
    return call.context().folder().fold(new Case(List.of(branch), rest, type));
  }

  private static Expression sameType(FunctionCall call, ScalarFunction function) {
    var number = call.quantity(0);
    return call.call(function, number.type(), number);
  }

  private static Expression sign(FunctionCall call) {
    if (call.type(0).isInterval()) {
      var exact = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 6);
      return call.call(
          ScalarFunction.SIGN, DOUBLE, call.context().coercion().cast(call.argument(0), exact));
    }
    var number = call.number(0);
    return call.call(
        ScalarFunction.SIGN, DOUBLE, number.type().isDecimal() ? number : call.as(0, DOUBLE));
  }

  private static Expression whole(FunctionCall call, ScalarFunction function) {
    if (call.count() == 2) {
      return wholeWithPlaces(call, function);
    }
    var type = call.number(0).type();
    if (type.isDecimal()) {
      int precision = type.precision() - type.scale() + 1;
      var result = DataType.decimal(Math.min(precision, DataType.MAX_DECIMAL_PRECISION), 0);
      return call.call(function, result, call.argument(0));
    }
    return call.call(function, BIGINT, call.as(0, type.isInteger() ? BIGINT : DOUBLE));
  }

  private static Expression wholeWithPlaces(FunctionCall call, ScalarFunction function) {
    var number = call.number(0);
    var type =
        switch (number.type().kind()) {
          case FLOAT -> OF_FLOATS;
          case DOUBLE -> OF_DOUBLES;
          default -> DecimalTypes.of(number.type());
        };
    var places = places(call);
    var to = function == ScalarFunction.CEIL ? ScalarFunction.ROUND_UP : ScalarFunction.ROUND_DOWN;
    return call.call(
        to,
        roundedType(type, number(places)),
        call.context().coercion().cast(number, type),
        places);
  }

  private static Expression round(FunctionCall call, ScalarFunction function) {
    var places = call.count() == 1 ? Literal.ofLong(INT, 0) : places(call);
    var number = call.number(0);
    return call.call(function, roundedType(number.type(), number(places)), number, places);
  }

  private static Literal places(FunctionCall call) {
    if (call.as(1, INT) instanceof Literal literal && literal.text() != null) {
      return literal;
    }
    throw call.error("the number of places of " + call.name() + " must be a constant");
  }

  private static int number(Literal places) {
    return Integer.parseInt(String.valueOf(places.text()));
  }

  private static DataType roundedType(DataType type, int places) {
    if (!type.isDecimal()) {
      return type;
    }
    int whole = type.precision() - type.scale() + 1;
    if (places < 0) {
      int precision = Math.max(whole, Math.min(-places + 1, DataType.MAX_DECIMAL_PRECISION));
      return DataType.decimal(Math.min(precision, DataType.MAX_DECIMAL_PRECISION), 0);
    }
    int scale = Math.min(type.scale(), places);
    return DataType.decimal(Math.min(whole + scale, DataType.MAX_DECIMAL_PRECISION), scale);
  }

  private static Expression log(FunctionCall call) {
    return call.count() == 1
        ? call.call(ScalarFunction.LN, DOUBLE, call.as(0, DOUBLE))
        : call.call(ScalarFunction.LOG, DOUBLE, call.as(0, DOUBLE), call.as(1, DOUBLE));
  }
}
