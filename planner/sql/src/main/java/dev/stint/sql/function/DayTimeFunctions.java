package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TIME;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;

/// Times of a day, without a date.
final class DayTimeFunctions {

  private static final DataType SECONDS = DataType.decimal(16, 6);
  private static final DataType SECONDS_OF_DAY = DataType.decimal(14, 6);

  private DayTimeFunctions() {}

  static void define(ScalarFunctions functions) {
    made(functions);
    calculated(functions);
    counted(functions);
  }

  private static void made(ScalarFunctions functions) {
    functions
        .define("current_time", 0, 1, DayTimeFunctions::now)
        .defaults("6")
        .says("current_time, current_time([digits])", "One value for the whole run.")
        .example("current_time = current_time()", "true");
    functions
        .define("make_time", 3, 3, DayTimeFunctions::make)
        .says("make_time(h, min, s)", "No such time: error.")
        .example("make_time(1, 18, 19.87)", "01:18:19.87");
    functions
        .define("to_time", 1, 2, call -> read(call, ScalarFunction.TO_TIMESTAMP))
        .says("to_time(s[, pattern])", "Without a pattern as CAST.")
        .example("to_time('10.30', 'HH.mm')", "10:30:00");
    functions
        .define("try_to_time", 1, 2, call -> read(call, ScalarFunction.TRY_TO_TIMESTAMP))
        .says("try_to_time(s[, pattern])", "NULL for what does not follow it.")
        .example("try_to_time('25:00')", "NULL");
  }

  private static void calculated(ScalarFunctions functions) {
    functions
        .define("time_trunc", ScalarFunction.TIME_TRUNC, TIME, STRING, TIME)
        .says("time_trunc(unit, time)", "`hour minute second millisecond microsecond`.")
        .example("time_trunc('minute', TIME '10:20:30')", "10:20:00");
    functions
        .define("time_diff", ScalarFunction.TIME_DIFF, BIGINT, STRING, TIME, TIME)
        .says("time_diff(unit, start, end)", "Whole units, as above.")
        .example("time_diff('hour', TIME '10:20:30', TIME '12:00:00')", "1");
  }

  private static void counted(ScalarFunctions functions) {
    functions
        .define("time_from_seconds", 1, 1, DayTimeFunctions::fromSeconds)
        .says("time_from_seconds(number)", "Since midnight, with a fraction too.")
        .example("time_from_seconds(52200.5)", "14:30:00.5");
    functions
        .define("time_from_millis", ScalarFunction.TIME_FROM_MILLIS, TIME, BIGINT)
        .says("time_from_millis(bigint)", "")
        .example("time_from_millis(52200500)", "14:30:00.5");
    functions
        .define("time_from_micros", ScalarFunction.TIME_FROM_MICROS, TIME, BIGINT)
        .says("time_from_micros(bigint)", "")
        .example("time_from_micros(52200500000)", "14:30:00.5");
    functions
        .define(
            "time_to_seconds",
            1,
            1,
            call -> call.context().coercion().cast(call.as(0, TIME), SECONDS_OF_DAY))
        .says("time_to_seconds(time)", "As decimal(14,6).")
        .example("time_to_seconds(TIME '14:30:00.5')", "52200.500000");
    functions
        .define("time_to_millis", ScalarFunction.TIME_TO_MILLIS, BIGINT, TIME)
        .says("time_to_millis(time)", "")
        .example("time_to_millis(TIME '14:30:00.5')", "52200500");
    functions
        .define("time_to_micros", ScalarFunction.TIME_TO_MICROS, BIGINT, TIME)
        .says("time_to_micros(time)", "")
        .example("time_to_micros(TIME '14:30:00.5')", "52200500000");
  }

  private static Expression now(FunctionCall call) {
    if (call.count() == 0) {
      return call.context().currentTime(DataType.MAX_TIME_PRECISION);
    }
    if (call.as(0, INT) instanceof Literal(_, String digits)
        && digits != null
        && digits.length() == 1
        && Integer.parseInt(digits) <= DataType.MAX_TIME_PRECISION) {
      return call.context().currentTime(Integer.parseInt(digits));
    }
    throw call.error("the digits of current_time must be a constant from 0 to 6");
  }

  private static Expression make(FunctionCall call) {
    var seconds = call.context().coercion().cast(call.number(2), SECONDS);
    return call.call(ScalarFunction.MAKE_TIME, TIME, call.as(0, INT), call.as(1, INT), seconds);
  }

  private static Expression read(FunctionCall call, ScalarFunction function) {
    if (call.type(0).kind() == TypeKind.TIME) {
      return call.as(0, TIME);
    }
    // Fails in both modes, where its like among timestamps is NULL in one.
    var read =
        call.count() == 2
            ? Call.of(function, TIME, call.as(0, STRING), call.as(1, STRING))
            : Call.of(cast(function), TIME, call.as(0, STRING));
    return call.context().folder().fold(read);
  }

  private static ScalarFunction cast(ScalarFunction function) {
    return function == ScalarFunction.TO_TIMESTAMP ? ScalarFunction.CAST : ScalarFunction.TRY_CAST;
  }

  private static Expression fromSeconds(FunctionCall call) {
    var coercion = call.context().coercion();
    var micros =
        call.call(
            ScalarFunction.MULTIPLY,
            DataType.decimal(26, 6),
            coercion.cast(call.number(0), DataType.decimal(18, 6)),
            Literal.ofLong(DataType.decimal(7, 0), 1_000_000));
    return call.call(ScalarFunction.TIME_FROM_MICROS, TIME, coercion.cast(micros, BIGINT));
  }
}
