package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TIMESTAMP;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Dates and times.
final class TimeFunctions {

  private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

  private TimeFunctions() {}

  static void define(ScalarFunctions functions) {
    fields(functions);
    days(functions);
    epochs(functions);
    functions.define("current_date curdate", 0, 0, call -> call.context().currentDate());
    functions.define("current_timestamp now", 0, 0, call -> call.context().currentTimestamp());
    functions.define(
        "current_timezone", 0, 0, call -> Literal.ofString(call.context().zone().getId()));
    functions.define("date_trunc", 2, 2, TimeFunctions::truncateTimestamp);
    functions.define("trunc", ScalarFunction.TRUNC, DATE, DATE, STRING);
    functions.define("date_format", 2, 2, TimeFunctions::format);
    functions.define("to_date", 1, 2, call -> parse(call, ScalarFunction.TO_DATE, DATE));
    functions.define(
        "to_timestamp", 1, 2, call -> parse(call, ScalarFunction.TO_TIMESTAMP, TIMESTAMP));
    functions.define(
        "from_utc_timestamp", ScalarFunction.FROM_UTC_TIMESTAMP, TIMESTAMP, TIMESTAMP, STRING);
    functions.define(
        "to_utc_timestamp", ScalarFunction.TO_UTC_TIMESTAMP, TIMESTAMP, TIMESTAMP, STRING);
  }

  private static void fields(ScalarFunctions functions) {
    for (var field : FIELDS.entrySet()) {
      if (!field.getKey().equals("week") && !field.getKey().startsWith("do")) {
        functions.define(field.getKey(), 1, 1, call -> field(call, field.getKey(), 0));
      }
    }
    functions.define("date_part datepart extract", 2, 2, call -> field(call, call.constant(0), 1));
  }

  private static void days(ScalarFunctions functions) {
    functions.define("date_add", 2, 3, TimeFunctions::add);
    functions.define("dateadd timestampadd", 2, 3, TimeFunctions::add);
    functions.define("date_sub", ScalarFunction.DATE_SUB, DATE, DATE, INT);
    functions.define("datediff date_diff timestampdiff", 2, 3, TimeFunctions::difference);
    functions.define("add_months", ScalarFunction.ADD_MONTHS, DATE, DATE, INT);
    functions.defineOptional(
        "months_between", ScalarFunction.MONTHS_BETWEEN, DOUBLE, 2, TIMESTAMP, TIMESTAMP, BOOLEAN);
    functions.define("last_day", ScalarFunction.LAST_DAY, DATE, DATE);
    functions.define("next_day", ScalarFunction.NEXT_DAY, DATE, DATE, STRING);
    functions.define("make_date", ScalarFunction.MAKE_DATE, DATE, INT, INT, INT);
  }

  private static void epochs(ScalarFunctions functions) {
    functions.define("unix_seconds", ScalarFunction.UNIX_SECONDS, BIGINT, TIMESTAMP);
    functions.define("unix_millis", ScalarFunction.UNIX_MILLIS, BIGINT, TIMESTAMP);
    functions.define("unix_micros", ScalarFunction.UNIX_MICROS, BIGINT, TIMESTAMP);
    functions.define("timestamp_seconds", ScalarFunction.TIMESTAMP_SECONDS, TIMESTAMP, BIGINT);
    functions.define("timestamp_millis", ScalarFunction.TIMESTAMP_MILLIS, TIMESTAMP, BIGINT);
    functions.define("timestamp_micros", ScalarFunction.TIMESTAMP_MICROS, TIMESTAMP, BIGINT);
    functions.define("unix_timestamp to_unix_timestamp", 0, 2, TimeFunctions::unixTimestamp);
    functions.define("from_unixtime", 1, 2, TimeFunctions::fromUnixTime);
  }

  private static final Map<String, ScalarFunction> FIELDS = fieldNames();

  private static Map<String, ScalarFunction> fieldNames() {
    var names = new TreeMap<String, ScalarFunction>();
    names.put("year", ScalarFunction.YEAR);
    names.put("quarter", ScalarFunction.QUARTER);
    names.put("month", ScalarFunction.MONTH);
    names.put("day", ScalarFunction.DAY);
    names.put("dayofmonth", ScalarFunction.DAY);
    names.put("dayofweek", ScalarFunction.DAY_OF_WEEK);
    names.put("dow", ScalarFunction.DAY_OF_WEEK);
    names.put("weekday", ScalarFunction.WEEKDAY);
    names.put("dayofyear", ScalarFunction.DAY_OF_YEAR);
    names.put("doy", ScalarFunction.DAY_OF_YEAR);
    names.put("weekofyear", ScalarFunction.WEEK_OF_YEAR);
    names.put("week", ScalarFunction.WEEK_OF_YEAR);
    names.put("hour", ScalarFunction.HOUR);
    names.put("minute", ScalarFunction.MINUTE);
    names.put("second", ScalarFunction.SECOND);
    return names;
  }

  /// A field of a date or time, as `EXTRACT` and the functions named like it give it.
  static Expression field(FunctionCall call, String name, int index) {
    var function = FIELDS.get(name.toLowerCase(Locale.ROOT));
    if (function == null) {
      throw call.error(
          "'%s' is not a field; use %s".formatted(name, String.join(", ", FIELDS.keySet())));
    }
    boolean isOfDay =
        function == ScalarFunction.HOUR
            || function == ScalarFunction.MINUTE
            || function == ScalarFunction.SECOND;
    return call.call(function, INT, isOfDay ? call.timestamp(index) : call.time(index, DATE));
  }

  private static Expression truncateTimestamp(FunctionCall call) {
    var time = call.timestamp(1);
    return call.call(ScalarFunction.DATE_TRUNC, time.type(), call.as(0, STRING), time);
  }

  private static Expression format(FunctionCall call) {
    return call.call(
        ScalarFunction.DATE_FORMAT, STRING, call.time(0, TIMESTAMP), call.as(1, STRING));
  }

  private static Expression parse(FunctionCall call, ScalarFunction function, DataType type) {
    return call.count() == 1 || Coercion.isTime(call.type(0))
        ? call.as(0, type)
        : call.call(function, type, call.as(0, STRING), call.as(1, STRING));
  }

  private static Expression unixTimestamp(FunctionCall call) {
    if (call.count() == 0) {
      return call.call(ScalarFunction.UNIX_SECONDS, BIGINT, call.context().currentTimestamp());
    }
    return call.call(
        ScalarFunction.UNIX_SECONDS, BIGINT, parse(call, ScalarFunction.TO_TIMESTAMP, TIMESTAMP));
  }

  private static Expression fromUnixTime(FunctionCall call) {
    var time = call.call(ScalarFunction.TIMESTAMP_SECONDS, TIMESTAMP, call.as(0, BIGINT));
    var pattern = call.count() == 2 ? call.as(1, STRING) : Literal.ofString(DEFAULT_PATTERN);
    return call.call(ScalarFunction.DATE_FORMAT, STRING, time, pattern);
  }

  /// `date_add(date, days)`, or `dateadd(unit, count, time)`.
  private static Expression add(FunctionCall call) {
    if (call.count() == 2) {
      return call.call(ScalarFunction.DATE_ADD, DATE, call.as(0, DATE), call.as(1, INT));
    }
    var unit = UnitOfTime.parse(call, call.constant(0));
    var time = call.timestamp(2);
    var count = call.as(1, unit.isMonths() ? INT : BIGINT);
    return UnitOfTime.addTo(call, time, unit, count);
  }

  /// `datediff(end, start)` in days, or `datediff(unit, start, end)`.
  private static Expression difference(FunctionCall call) {
    if (call.count() == 2) {
      return call.call(ScalarFunction.DATE_DIFF, INT, call.as(0, DATE), call.as(1, DATE));
    }
    var unit = UnitOfTime.parse(call, call.constant(0));
    if (unit.isMonths()) {
      throw call.error(
          "%s does not count in %s; use months_between".formatted(call.name(), call.constant(0)));
    }
    var micros =
        call.call(ScalarFunction.MICROS_BETWEEN, BIGINT, call.timestamp(2), call.timestamp(1));
    return call.call(
        ScalarFunction.INT_DIVIDE, BIGINT, micros, Literal.ofLong(BIGINT, unit.size()));
  }
}
