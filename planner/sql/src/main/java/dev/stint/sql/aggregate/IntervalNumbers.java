package dev.stint.sql.aggregate;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.function.FunctionCall;

/// Intervals as numbers and back, for aggregates that compute with numbers: months, or seconds with
/// their microseconds.
final class IntervalNumbers {

  /// Of seconds, however many there are.
  private static final DataType NUMBER = DataType.decimal(28, 6);

  private static final DataType WHOLE = DataType.decimal(20, 0);

  private static final Literal MILLION = new Literal(DataType.decimal(7, 0), "1000000");

  private static final Literal MILLIONTH = new Literal(DataType.decimal(6, 6), "0.000001");

  private final FunctionCall call;
  private final boolean areMonths;

  /// For intervals of `type`, as arguments of a call.
  IntervalNumbers(FunctionCall call, DataType type) {
    this.call = call;
    this.areMonths = type.isOfMonths();
  }

  /// The type of all fields, in which percentiles are told.
  DataType whole() {
    return areMonths ? DataType.YEAR_TO_MONTH : DataType.DAY_TO_SECOND;
  }

  private DataType unit() {
    return DataType.parse(areMonths ? "interval month" : "interval second");
  }

  /// Months or seconds.
  Expression number(Expression interval) {
    return cast(cast(interval, unit()), NUMBER);
  }

  /// The interval of so many months or seconds; `function` is the cast, which may give NULL for
  /// what is too long.
  Expression interval(Expression number, ScalarFunction function, DataType type) {
    return cast(call.call(function, unit(), number), type);
  }

  /// Months or microseconds.
  Expression asDouble(Expression interval) {
    var number = number(interval);
    var whole =
        areMonths
            ? number
            : call.call(ScalarFunction.MULTIPLY, DataType.decimal(36, 6), number, MILLION);
    return cast(whole, DataType.DOUBLE);
  }

  /// The interval of so many months or microseconds, without a fraction of these.
  Expression ofDouble(Expression number) {
    var whole = cast(cast(number, DataType.BIGINT), WHOLE);
    var units =
        areMonths
            ? whole
            : call.call(ScalarFunction.MULTIPLY, DataType.decimal(27, 6), whole, MILLIONTH);
    return cast(cast(units, unit()), whole());
  }

  private Expression cast(Expression expression, DataType type) {
    return call.context().coercion().cast(expression, type);
  }
}
