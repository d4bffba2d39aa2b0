package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TIMESTAMP;
import static dev.stint.plan.type.DataType.TIMESTAMP_NTZ;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.context.Coercion;

/// Dates and times: their fields, and what is computed with them. Fields of a TIMESTAMP are those
/// that the wall clock of the session's zone shows.
final class TimeFunctions {

  private TimeFunctions() {}

  static void define(ScalarFunctions functions) {
    fields(functions);
    days(functions);
    months(functions);
    moves(functions);
    now(functions);
    zones(functions);
  }

  private static void fields(ScalarFunctions functions) {
    for (var field : TimeField.values()) {
      if (!field.functionName().isEmpty()) {
        functions
            .define(field.functionName(), 1, 1, call -> field.ofFunction(call))
            .says(field.functionName() + "(time)", field.notes())
            .example(field.functionName() + "(TIMESTAMP '2021-05-06 07:08:09.5')", field.example());
      }
    }
    functions
        .define("date_part datepart", 2, 2, TimeFunctions::part)
        .says("date_part('field', time)", "As extract.")
        .example("date_part('day', DATE '2021-05-06')", "6");
    functions
        .define("extract", 2, 2, call -> TimeField.parse(call).of(call, 1))
        .says(
            "extract(field FROM time)",
            "The fields above, and yearofweek, week, doy, dow, dow_iso; second with its fraction.")
        .example("extract(SECOND FROM TIMESTAMP '2021-05-06 07:08:09.5')", "9.500000");
    functions
        .define("dayname", 1, 1, call -> formatted(call, "EEE"))
        .says("dayname(time)", "Its first three letters.")
        .example("dayname(DATE '2021-05-06')", "Thu");
    functions
        .define("monthname", 1, 1, call -> formatted(call, "MMM"))
        .says("monthname(time)", "Its first three letters.")
        .example("monthname(DATE '2021-05-06')", "May");
  }

  private static Expression part(FunctionCall call) {
    return Coercion.isNull(call.argument(0))
        ? Literal.nullOf(DOUBLE)
        : TimeField.parse(call).of(call, 1);
  }

  private static void days(ScalarFunctions functions) {
    functions
        .define("date_add dateadd timestampadd", 2, 3, TimeFunctions::add)
        .says(
            "date_add(date, n); dateadd(unit, n, time), timestampadd",
            "Days, weeks and months keep the wall clock's time.")
        .example("date_add(DATE '2020-02-28', 2)", "2020-03-01");
    functions
        .define("date_sub", ScalarFunction.DATE_SUB, DATE, DATE, INT)
        .says("date_sub(date, n)", "Days.")
        .example("date_sub(DATE '2020-03-01', 1)", "2020-02-29");
    functions
        .define("datediff date_diff timestampdiff timediff", 2, 3, TimeFunctions::difference)
        .says(
            "datediff(end, start); datediff(unit, start, end), timestampdiff",
            "Whole units by the wall clock.")
        .example("datediff(DATE '2020-03-01', DATE '2020-02-01')", "29");
    functions
        .define("last_day", ScalarFunction.LAST_DAY, DATE, DATE)
        .says("last_day(date)", "Of its month.")
        .example("last_day(DATE '2020-02-01')", "2020-02-29");
    functions
        .define("next_day", ScalarFunction.NEXT_DAY, DATE, DATE, STRING)
        .says("next_day(date, day)", "`day` as `MO`, `MON` or `Monday`; anything else is an error.")
        .example("next_day(DATE '2021-05-06', 'MON')", "2021-05-10");
    functions
        .define(
            "unix_date",
            1,
            1,
            call -> call.call(ScalarFunction.DATE_DIFF, INT, call.as(0, DATE), epoch()))
        .says("unix_date(date)", "Days since 1970-01-01.")
        .example("unix_date(DATE '1970-01-02')", "1");
    functions
        .define(
            "date_from_unix_date",
            1,
            1,
            call -> call.call(ScalarFunction.DATE_ADD, DATE, epoch(), call.as(0, INT)))
        .says("date_from_unix_date(n)", "")
        .example("date_from_unix_date(1)", "1970-01-02");
  }

  private static void months(ScalarFunctions functions) {
    functions
        .define("add_months", ScalarFunction.ADD_MONTHS, DATE, DATE, INT)
        .says("add_months(date, n)", "The day is cut to the month's last.")
        .example("add_months(DATE '2020-01-31', 1)", "2020-02-29");
    functions
        .defineOptional(
            "months_between",
            ScalarFunction.MONTHS_BETWEEN,
            DOUBLE,
            2,
            TIMESTAMP,
            TIMESTAMP,
            BOOLEAN)
        .defaults("true")
        .says(
            "months_between(end, start[, round])",
            "31 days make a month unless both are the same day of the month, or both the last; 8"
                + " decimals.")
        .example("months_between(DATE '2020-03-31', DATE '2020-02-29')", "1.0");
  }

  private static void moves(ScalarFunctions functions) {
    functions
        .define("date_trunc", 2, 2, TimeFunctions::truncateTimestamp)
        .says(
            "date_trunc(unit, timestamp)",
            "`year quarter month week day hour minute second millisecond microsecond`; else NULL.")
        .example("date_trunc('month', TIMESTAMP '2021-05-06 07:08:09')", "2021-05-01 00:00:00");
    functions
        .define("trunc", ScalarFunction.TRUNC, DATE, DATE, STRING)
        .says("trunc(date, unit)", "`year quarter month week`; else NULL.")
        .example("trunc(DATE '2021-05-06', 'year')", "2021-01-01");
  }

  private static void now(ScalarFunctions functions) {
    functions
        .define("current_date curdate", 0, 0, call -> call.context().currentDate())
        .titled("current_date")
        .says("current_date, current_date()", "One value for the whole run.")
        .example("current_date = current_date()", "true");
    functions
        .define("current_timestamp", 0, 0, call -> call.context().currentTimestamp())
        .says("current_timestamp, current_timestamp()", "One value for the whole run.")
        .example("current_timestamp = current_timestamp()", "true");
    functions
        .define("now", 0, 0, call -> call.context().currentTimestamp())
        .says("now()", "As current_timestamp.")
        .example("now() = current_timestamp", "true");
    functions
        .define(
            "localtimestamp",
            0,
            0,
            call ->
                call.context().coercion().cast(call.context().currentTimestamp(), TIMESTAMP_NTZ))
        .says("localtimestamp, localtimestamp()", "What the wall clock shows then.")
        .example("localtimestamp() = localtimestamp", "true");
    functions
        .define("current_timezone", 0, 0, call -> Literal.ofString(call.context().zone().getId()))
        .says("current_timezone()", "The session's.")
        .example("current_timezone() IS NULL", "false");
  }

  private static void zones(ScalarFunctions functions) {
    functions
        .define(
            "from_utc_timestamp", ScalarFunction.FROM_UTC_TIMESTAMP, TIMESTAMP, TIMESTAMP, STRING)
        .says("from_utc_timestamp(timestamp, zone)", "An unknown zone is an error.")
        .example(
            "from_utc_timestamp(TIMESTAMP '2021-05-06 07:00:00', 'Asia/Seoul')",
            "2021-05-06 16:00:00");
    functions
        .define("to_utc_timestamp", ScalarFunction.TO_UTC_TIMESTAMP, TIMESTAMP, TIMESTAMP, STRING)
        .says("to_utc_timestamp(timestamp, zone)", "")
        .example(
            "to_utc_timestamp(TIMESTAMP '2021-05-06 16:00:00', 'Asia/Seoul')",
            "2021-05-06 07:00:00");
    functions
        .define("convert_timezone", 2, 3, TimeFunctions::convertZone)
        .says("convert_timezone([from, ]to, timestamp_ntz)", "From the session's zone without one.")
        .example(
            "convert_timezone('Europe/Moscow', 'UTC', TIMESTAMP_NTZ '2022-01-01 03:00:00')",
            "2022-01-01 00:00:00");
  }

  private static Literal epoch() {
    return new Literal(DATE, "1970-01-01");
  }

  private static Expression formatted(FunctionCall call, String pattern) {
    return call.call(
        ScalarFunction.DATE_FORMAT, STRING, call.time(0, DATE), Literal.ofString(pattern));
  }

  private static Expression truncateTimestamp(FunctionCall call) {
    var time = call.timestamp(1);
    return call.call(ScalarFunction.DATE_TRUNC, time.type(), call.as(0, STRING), time);
  }

  private static Expression convertZone(FunctionCall call) {
    int last = call.count() - 1;
    var from = last == 2 ? call.as(0, STRING) : Literal.ofString(call.context().zone().getId());
    var utc =
        call.call(
            ScalarFunction.TO_UTC_TIMESTAMP, TIMESTAMP_NTZ, call.as(last, TIMESTAMP_NTZ), from);
    return call.call(
        ScalarFunction.FROM_UTC_TIMESTAMP, TIMESTAMP_NTZ, utc, call.as(last - 1, STRING));
  }

  /// `date_add(date, days)`, or `dateadd(unit, count, time)`.
  private static Expression add(FunctionCall call) {
    if (call.count() == 2) {
      return call.call(ScalarFunction.DATE_ADD, DATE, call.as(0, DATE), call.as(1, INT));
    }
    var unit = UnitOfTime.parse(call, call.constant(0));
    var count = call.as(1, unit.isCalendar() ? INT : BIGINT);
    return UnitOfTime.addTo(call, call.timestamp(2), unit, count);
  }

  /// `datediff(end, start)` in days, or `datediff(unit, start, end)`.
  private static Expression difference(FunctionCall call) {
    if (call.count() == 2) {
      return call.call(ScalarFunction.DATE_DIFF, INT, call.as(0, DATE), call.as(1, DATE));
    }
    var unit = UnitOfTime.parse(call, call.constant(0));
    boolean isOfReadings = call.type(1).equals(TIMESTAMP_NTZ) || call.type(2).equals(TIMESTAMP_NTZ);
    var type = isOfReadings ? TIMESTAMP_NTZ : TIMESTAMP;
    return call.call(
        ScalarFunction.UNITS_BETWEEN,
        BIGINT,
        Literal.ofString(unit.name()),
        call.as(1, type),
        call.as(2, type));
  }
}
