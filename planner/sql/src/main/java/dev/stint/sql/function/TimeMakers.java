package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BINARY;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TIMESTAMP;
import static dev.stint.plan.type.DataType.TIMESTAMP_NTZ;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.context.DecimalTypes;
import java.util.ArrayList;
import java.util.Locale;

/// Dates and times made of numbers and texts, and made into them.
final class TimeMakers {

  private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";
  private static final DataType SECONDS = DataType.decimal(16, 6);

  private TimeMakers() {}

  static void define(ScalarFunctions functions) {
    made(functions);
    read(functions);
    written(functions);
    epochs(functions);
    epochTexts(functions);
  }

  private static void made(ScalarFunctions functions) {
    functions
        .define("make_date", ScalarFunction.MAKE_DATE, DATE, INT, INT, INT)
        .says("make_date(y, m, d)", "No such date: error.")
        .example("make_date(2020, 2, 29)", "2020-02-29");
    functions
        .define(
            "make_timestamp make_timestamp_ltz",
            1,
            7,
            call -> make(call, ScalarFunction.MAKE_TIMESTAMP, type(call)))
        .says(
            "make_timestamp(y, m, d, h, min, s[, zone]), make_timestamp(date, time[, zone])",
            "No such time: error.")
        .example("make_timestamp(2020, 2, 29, 12, 30, 1.5)", "2020-02-29 12:30:01.5");
    functions
        .define(
            "make_timestamp_ntz",
            2,
            6,
            call -> make(call, ScalarFunction.MAKE_TIMESTAMP, TIMESTAMP_NTZ))
        .says("make_timestamp_ntz(y, m, d, h, min, s)", "")
        .example("make_timestamp_ntz(2020, 2, 29, 12, 30, 1)", "2020-02-29 12:30:01");
    functions
        .define(
            "try_make_timestamp try_make_timestamp_ltz",
            1,
            7,
            call -> make(call, ScalarFunction.TRY_MAKE_TIMESTAMP, type(call)))
        .says("try_make_timestamp(y, m, d, h, min, s[, zone])", "No such time: NULL.")
        .example("try_make_timestamp(2020, 2, 30, 12, 30, 1)", "NULL");
    functions
        .define(
            "try_make_timestamp_ntz",
            2,
            6,
            call -> make(call, ScalarFunction.TRY_MAKE_TIMESTAMP, TIMESTAMP_NTZ))
        .says("try_make_timestamp_ntz(y, m, d, h, min, s)", "")
        .example("try_make_timestamp_ntz(2020, 2, 30, 12, 30, 1)", "NULL");
  }

  /// That of TIMESTAMP, unless the name says which; what is made of a date is an instant.
  private static DataType type(FunctionCall call) {
    boolean isOfTwo = call.count() <= 3 && call.name().toLowerCase(Locale.ROOT).contains("make");
    return isOfTwo || call.name().toLowerCase(Locale.ROOT).endsWith("_ltz")
        ? TIMESTAMP
        : call.context().settings().timestampType();
  }

  private static void read(ScalarFunctions functions) {
    functions
        .define("to_date", 1, 2, call -> parse(call, ScalarFunction.TO_DATE, DATE))
        .says(
            "to_date(s[, pattern])",
            "Without a pattern as CAST; else what does not follow it fails.")
        .example("to_date('31.01.2020', 'dd.MM.yyyy')", "2020-01-31");
    functions
        .define(
            "to_timestamp to_timestamp_ltz",
            1,
            2,
            call -> parse(call, ScalarFunction.TO_TIMESTAMP, type(call)))
        .says("to_timestamp(s[, pattern])", "")
        .example("to_timestamp('2020-01-31 10', 'yyyy-MM-dd HH')", "2020-01-31 10:00:00");
    functions
        .define(
            "to_timestamp_ntz",
            1,
            2,
            call -> parse(call, ScalarFunction.TO_TIMESTAMP, TIMESTAMP_NTZ))
        .says("to_timestamp_ntz(s[, pattern])", "")
        .example("to_timestamp_ntz('2020-01-31')", "2020-01-31 00:00:00");
    functions
        .define("try_to_date", 1, 2, call -> parse(call, ScalarFunction.TRY_TO_DATE, DATE))
        .says("try_to_date(s[, pattern])", "NULL for what does not follow it.")
        .example("try_to_date('2020-02-30')", "NULL");
    functions
        .define(
            "try_to_timestamp",
            1,
            2,
            call -> parse(call, ScalarFunction.TRY_TO_TIMESTAMP, type(call)))
        .says("try_to_timestamp(s[, pattern])", "")
        .example("try_to_timestamp('2020-02-30', 'yyyy-MM-dd')", "NULL");
  }

  private static void written(ScalarFunctions functions) {
    functions
        .define("date_format", 2, 2, TimeMakers::format)
        .says("date_format(time, pattern)", "")
        .example("date_format(DATE '2020-01-31', 'd MMM yyyy')", "31 Jan 2020");
    functions
        .define("to_char to_varchar", 2, 2, TimeMakers::toText)
        .says(
            "to_char(a, format), to_varchar",
            "Times by a pattern, numbers by `0 9 . D , G $ L S MI PR`, binary as `hex`, `base64`,"
                + " `utf-8`.")
        .example("to_char(78.12, '$99.99')", "$78.12");
    functions
        .define("format_number", 2, 2, TimeMakers::formatNumber)
        .says(
            "format_number(a, places), format_number(a, pattern)",
            "With commas, rounded half even; or by a pattern such as `#,###.00`.")
        .example("format_number(12332.123456, 4)", "12,332.1235");
    functions
        .define("to_number", 2, 2, call -> toNumber(call, ScalarFunction.TO_NUMBER))
        .says("to_number(s, format)", "A decimal of the format's digits.")
        .example("to_number('$78.12', '$99.99')", "78.12");
    functions
        .define("try_to_number", 2, 2, call -> toNumber(call, ScalarFunction.TRY_TO_NUMBER))
        .says("try_to_number(s, format)", "NULL for what does not follow it.")
        .example("try_to_number('x', '99')", "NULL");
  }

  private static void epochs(ScalarFunctions functions) {
    functions
        .define("unix_seconds", ScalarFunction.UNIX_SECONDS, BIGINT, TIMESTAMP)
        .says("unix_seconds(timestamp)", "Since 1970-01-01, rounded down, as the next two.")
        .example("unix_seconds(timestamp_seconds(1))", "1");
    functions
        .define("unix_millis", ScalarFunction.UNIX_MILLIS, BIGINT, TIMESTAMP)
        .says("unix_millis(timestamp)", "")
        .example("unix_millis(timestamp_seconds(1))", "1000");
    functions
        .define("unix_micros", ScalarFunction.UNIX_MICROS, BIGINT, TIMESTAMP)
        .says("unix_micros(timestamp)", "")
        .example("unix_micros(timestamp_seconds(1))", "1000000");
    functions
        .define("timestamp_seconds", 1, 1, TimeMakers::fromSeconds)
        .says("timestamp_seconds(number)", "With a fraction too.")
        .example("unix_millis(timestamp_seconds(1.5))", "1500");
    functions
        .define("timestamp_millis", ScalarFunction.TIMESTAMP_MILLIS, TIMESTAMP, BIGINT)
        .says("timestamp_millis(bigint)", "")
        .example("unix_micros(timestamp_millis(1))", "1000");
    functions
        .define("timestamp_micros", ScalarFunction.TIMESTAMP_MICROS, TIMESTAMP, BIGINT)
        .says("timestamp_micros(bigint)", "")
        .example("unix_micros(timestamp_micros(1))", "1");
  }

  private static void epochTexts(ScalarFunctions functions) {
    functions
        .define("unix_timestamp", 0, 2, TimeMakers::unixTimestamp)
        .defaults(DEFAULT_PATTERN)
        .says("unix_timestamp([s[, pattern]])", "Whole seconds, towards 1970.")
        .example("unix_timestamp(timestamp_seconds(2))", "2");
    functions
        .define("to_unix_timestamp", 1, 2, TimeMakers::unixTimestamp)
        .defaults(DEFAULT_PATTERN)
        .says("to_unix_timestamp(s[, pattern])", "As unix_timestamp.")
        .example("to_unix_timestamp(timestamp_seconds(2))", "2");
    functions
        .define("from_unixtime", 1, 2, TimeMakers::fromUnixTime)
        .defaults(DEFAULT_PATTERN)
        .says("from_unixtime(n[, pattern])", "A string.")
        .example("from_unixtime(0, 'ss')", "00");
  }

  private static Expression make(FunctionCall call, ScalarFunction function, DataType type) {
    if (call.count() == 1) {
      return call.as(0, type);
    }
    if (call.count() <= 3) {
      return makeOfTwo(call, function, type);
    }
    if (call.count() < 6) {
      throw call.error(
          "%s takes a date and a time, or six numbers, and perhaps a zone".formatted(call.name()));
    }
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < 5; index++) {
      parts.add(call.as(index, INT));
    }
    parts.add(seconds(call));
    if (call.count() == 7 && type.equals(TIMESTAMP)) {
      parts.add(call.as(6, STRING));
    }
    return call.call(function, type, parts);
  }

  /// Of a date and a time of the day.
  private static Expression makeOfTwo(FunctionCall call, ScalarFunction function, DataType type) {
    requireOwn(call, 0, DATE);
    requireOwn(call, 1, DataType.TIME);
    if (call.count() == 3 && type.equals(TIMESTAMP_NTZ)) {
      throw call.error("%s takes no zone".formatted(call.name()));
    }
    var date = call.as(0, DATE);
    var time = call.as(1, DataType.TIME);
    var second = call.call(ScalarFunction.SECOND_FRACTION, DataType.decimal(8, 6), time);
    var parts = new ArrayList<Expression>();
    parts.add(call.call(ScalarFunction.YEAR, INT, date));
    parts.add(call.call(ScalarFunction.MONTH, INT, date));
    parts.add(call.call(ScalarFunction.DAY, INT, date));
    parts.add(call.call(ScalarFunction.HOUR, INT, time));
    parts.add(call.call(ScalarFunction.MINUTE, INT, time));
    parts.add(call.context().coercion().cast(second, SECONDS));
    if (call.count() == 3) {
      parts.add(call.as(2, STRING));
    }
    return call.call(function, type, parts);
  }

  private static void requireOwn(FunctionCall call, int index, DataType type) {
    boolean isOwn = call.type(index).kind() == type.kind();
    if (!isOwn && !Coercion.isUntypedNull(call.argument(index))) {
      throw call.error(
          "argument %d of %s is %s; it needs %s"
              .formatted(index + 1, call.name(), call.type(index), type));
    }
  }

  /// Any number: what has more digits is rounded.
  private static Expression seconds(FunctionCall call) {
    return call.context().coercion().cast(call.number(5), SECONDS);
  }

  private static Expression format(FunctionCall call) {
    return call.call(
        ScalarFunction.DATE_FORMAT, STRING, call.time(0, TIMESTAMP), call.as(1, STRING));
  }

  private static Expression toText(FunctionCall call) {
    if (Coercion.isTime(call.type(0))) {
      call.context().forms().title(call.node(), "date_format");
      return format(call);
    }
    if (call.type(0).equals(BINARY)) {
      return call.call(ScalarFunction.BINARY_TO_CHAR, STRING, call.argument(0), call.as(1, STRING));
    }
    var number = call.number(0);
    var type =
        number.type().isFloatingPoint() ? DataType.decimal(30, 15) : DecimalTypes.of(number.type());
    return call.call(
        ScalarFunction.TO_CHAR,
        STRING,
        call.context().coercion().cast(number, type),
        NumberFormats.constant(call, 1));
  }

  private static Expression formatNumber(FunctionCall call) {
    var number = call.number(0);
    var type = number.type().equals(DataType.FLOAT) ? DataType.DOUBLE : number.type();
    var form = call.type(1).equals(STRING) ? call.argument(1) : call.as(1, INT);
    return call.call(
        ScalarFunction.FORMAT_NUMBER,
        STRING,
        call.context().coercion().cast(number, type),
        Coercion.isUntypedNull(form) ? call.as(1, INT) : form);
  }

  private static Expression toNumber(FunctionCall call, ScalarFunction function) {
    var format = NumberFormats.constant(call, 1);
    return call.call(function, NumberFormats.type(call, format), call.as(0, STRING), format);
  }

  private static Expression parse(FunctionCall call, ScalarFunction function, DataType type) {
    if (Coercion.isTime(call.type(0))) {
      return call.as(0, type);
    }
    if (call.count() == 2) {
      return call.call(function, type, call.as(0, STRING), call.as(1, STRING));
    }
    if (call.type(0).isNumeric() && !type.equals(DATE)) {
      return call.context().coercion().cast(call.number(0), type);
    }
    boolean isTried =
        function == ScalarFunction.TRY_TO_DATE || function == ScalarFunction.TRY_TO_TIMESTAMP;
    return isTried
        ? call.call(ScalarFunction.TRY_CAST, type, call.as(0, STRING))
        : call.as(0, type);
  }

  /// Fractions are cut off, not rounded down.
  private static Expression unixTimestamp(FunctionCall call) {
    var time =
        call.count() == 0
            ? call.context().currentTimestamp()
            // As Spark has it: as if the clock were that of UTC.
            : call.type(0).equals(TIMESTAMP_NTZ)
                ? call.argument(0)
                : parse(call, ScalarFunction.TO_TIMESTAMP, TIMESTAMP);
    var micros = call.call(ScalarFunction.UNIX_MICROS, BIGINT, time);
    return call.call(ScalarFunction.INT_DIVIDE, BIGINT, micros, Literal.ofLong(BIGINT, 1_000_000));
  }

  private static Expression fromSeconds(FunctionCall call) {
    return call.type(0).isInteger()
        ? call.call(ScalarFunction.TIMESTAMP_SECONDS, TIMESTAMP, call.as(0, BIGINT))
        : call.context().coercion().cast(call.number(0), TIMESTAMP);
  }

  private static Expression fromUnixTime(FunctionCall call) {
    var time = call.call(ScalarFunction.TIMESTAMP_SECONDS, TIMESTAMP, call.as(0, BIGINT));
    var pattern = call.count() == 2 ? call.as(1, STRING) : Literal.ofString(DEFAULT_PATTERN);
    return call.call(ScalarFunction.DATE_FORMAT, STRING, time, pattern);
  }
}
