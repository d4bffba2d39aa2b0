package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.TIMESTAMP;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import java.util.Locale;

/// Units by which dates and timestamps are moved. Each has a fixed number of months or of
/// microseconds.
enum UnitOfTime {
  YEAR(true, 12),
  QUARTER(true, 3),
  MONTH(true, 1),
  WEEK(false, 7 * 86_400_000_000L),
  DAY(false, 86_400_000_000L),
  HOUR(false, 3_600_000_000L),
  MINUTE(false, 60_000_000L),
  SECOND(false, 1_000_000L),
  MILLISECOND(false, 1_000L),
  MICROSECOND(false, 1);

  private final boolean isMonths;
  private final long size;

  UnitOfTime(boolean isMonths, long size) {
    this.isMonths = isMonths;
    this.size = size;
  }

  boolean isMonths() {
    return isMonths;
  }

  /// In months or in microseconds.
  long size() {
    return size;
  }

  /// Whether it counts days of the calendar, whose lengths differ.
  boolean isCalendar() {
    return isMonths || isWholeDays();
  }

  boolean isWholeDays() {
    return this == WEEK || this == DAY;
  }

  static UnitOfTime parse(FunctionCall call, String name) {
    String singular = name.toUpperCase(Locale.ROOT).replaceAll("S$", "");
    for (var unit : values()) {
      if (unit.name().equals(singular)) {
        return unit;
      }
    }
    throw call.error(
        "'%s' is not a unit of time; use year, quarter, month, week, day, hour, minute, second"
            .formatted(name));
  }

  /// `time` moved by `count` units; `count` is INT for those of the calendar and BIGINT for others.
  /// A date stays a date if moved by whole days or months and becomes a timestamp otherwise. Days
  /// keep the wall clock's time, hours may not.
  static Expression addTo(FunctionCall call, Expression time, UnitOfTime unit, Expression count) {
    if (unit.isMonths()) {
      var months = scaled(call, count, unit.size(), true);
      return call.call(ScalarFunction.ADD_MONTHS, time.type(), time, months);
    }
    if (unit.isWholeDays()) {
      var narrow = call.context().coercion().cast(count, INT);
      var days = scaled(call, narrow, unit.size() / DAY.size(), true);
      var function = time.type().equals(DATE) ? ScalarFunction.DATE_ADD : ScalarFunction.ADD_DAYS;
      return call.call(function, time.type(), time, days);
    }
    if (time.type().equals(DATE)) {
      return addTo(call, call.context().coercion().cast(time, TIMESTAMP), unit, count);
    }
    return call.call(
        ScalarFunction.ADD_MICROS, time.type(), time, scaled(call, count, unit.size(), false));
  }

  private static Expression scaled(
      FunctionCall call, Expression count, long factor, boolean isInt) {
    var type = isInt ? INT : BIGINT;
    var value = call.context().coercion().cast(count, type);
    return factor == 1
        ? value
        : call.call(ScalarFunction.MULTIPLY, type, value, Literal.ofLong(type, factor));
  }
}
