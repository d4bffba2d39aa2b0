package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.INT;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.List;

/// Intervals made of numbers.
final class IntervalFunctions {

  private static final DataType SECONDS = DataType.decimal(18, 6);

  private IntervalFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("make_ym_interval", 0, 2, IntervalFunctions::months)
        .defaults("0", "0")
        .says("make_ym_interval([years[, months]])", "Beyond 2^31 months: error.")
        .example("make_ym_interval(1, 2)", "INTERVAL '1-2' YEAR TO MONTH");
    functions
        .define("make_dt_interval", 0, 4, IntervalFunctions::days)
        .defaults("0", "0", "0", "0.000000")
        .says("make_dt_interval([days[, hours[, mins[, secs]]]])", "")
        .example("make_dt_interval(1, 12)", "INTERVAL '1 12:00:00' DAY TO SECOND");
  }

  private static Expression months(FunctionCall call) {
    return call.context()
        .folder()
        .fold(new Call(ScalarFunction.MAKE_YM_INTERVAL, ints(call, 2), DataType.YEAR_TO_MONTH));
  }

  private static Expression days(FunctionCall call) {
    var parts = new ArrayList<>(ints(call, 3));
    var seconds = call.count() < 4 ? Literal.ofLong(INT, 0) : call.number(3);
    parts.add(call.context().coercion().cast(seconds, SECONDS));
    return call.context()
        .folder()
        .fold(new Call(ScalarFunction.MAKE_DT_INTERVAL, parts, DataType.DAY_TO_SECOND));
  }

  /// The first arguments, 0 for those that are left out.
  private static List<Expression> ints(FunctionCall call, int count) {
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < count; index++) {
      parts.add(index < call.count() ? call.as(index, INT) : Literal.ofLong(INT, 0));
    }
    return parts;
  }
}
