package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.TINYINT;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Fields of dates and times, by the names that `extract` knows; the first, or the one before it in
/// `functionName`, is a function as well.
enum TimeField {
  YEAR(ScalarFunction.YEAR, "year", "2021", "", "year y years yr yrs"),
  YEAR_OF_WEEK(ScalarFunction.YEAR_OF_WEEK, "", "", "", "yearofweek"),
  QUARTER(ScalarFunction.QUARTER, "quarter", "2", "", "quarter qtr"),
  MONTH(ScalarFunction.MONTH, "month", "5", "", "month mon mons months"),
  WEEK(ScalarFunction.WEEK_OF_YEAR, "weekofyear", "18", "ISO 8601.", "week w weeks weekofyear"),
  DAY(ScalarFunction.DAY, "day", "6", "", "day d days"),
  DAY_OF_MONTH(ScalarFunction.DAY, "dayofmonth", "6", "", "dayofmonth"),
  DAY_OF_WEEK(ScalarFunction.DAY_OF_WEEK, "dayofweek", "5", "1 is Sunday.", "dayofweek dow"),
  WEEKDAY(ScalarFunction.WEEKDAY, "weekday", "3", "0 is Monday.", "weekday"),
  DAY_OF_WEEK_ISO(ScalarFunction.DAY_OF_WEEK_ISO, "", "", "", "dayofweek_iso dow_iso"),
  DAY_OF_YEAR(ScalarFunction.DAY_OF_YEAR, "dayofyear", "126", "", "dayofyear doy"),
  HOUR(ScalarFunction.HOUR, "hour", "7", "", "hour h hours hr hrs"),
  MINUTE(ScalarFunction.MINUTE, "minute", "8", "", "minute m min mins minutes"),
  SECOND(
      ScalarFunction.SECOND, "second", "9", "Without its fraction.", "second s sec seconds secs");

  private static final DataType SECONDS = DataType.decimal(8, 6);

  private final ScalarFunction function;
  private final String functionName;
  private final String example;
  private final String notes;

  /// With spaces between them, the first the usual one.
  private final String names;

  TimeField(
      ScalarFunction function, String functionName, String example, String notes, String names) {
    this.function = function;
    this.functionName = functionName;
    this.example = example;
    this.notes = notes;
    this.names = names;
  }

  /// Empty if none gives it.
  String functionName() {
    return functionName;
  }

  String example() {
    return example;
  }

  String notes() {
    return notes;
  }

  private List<String> names() {
    return List.of(names.split(" ", -1));
  }

  /// The field that a call's first argument names.
  static TimeField parse(FunctionCall call) {
    String name = call.constant(0).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(field -> field.names().contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                call.error(
                    "'%s' is not a field; use %s"
                        .formatted(
                            name,
                            String.join(
                                ", ",
                                Arrays.stream(values())
                                    .map(field -> field.names().getFirst())
                                    .toList()))));
  }

  /// As the function named like it gives it.
  Expression ofFunction(FunctionCall call) {
    return call.type(0).isInterval()
        ? ofInterval(call, 0)
        : call.call(function, INT, time(call, 0));
  }

  /// As `extract` gives it: seconds with their fraction.
  Expression of(FunctionCall call, int index) {
    if (call.type(index).isInterval()) {
      return ofInterval(call, index);
    }
    return this == SECOND
        ? call.call(ScalarFunction.SECOND_FRACTION, SECONDS, time(call, index))
        : call.call(function, INT, time(call, index));
  }

  /// Of months there are years and months, of days the shorter fields.
  private Expression ofInterval(FunctionCall call, int index) {
    boolean isOfMonths = call.type(index).isOfMonths();
    var part =
        switch (this) {
          case YEAR -> isOfMonths ? INT : null;
          case MONTH -> isOfMonths ? TINYINT : null;
          case DAY -> isOfMonths ? null : INT;
          case HOUR, MINUTE -> isOfMonths ? null : TINYINT;
          case SECOND -> isOfMonths ? null : SECONDS;
          case YEAR_OF_WEEK, QUARTER, WEEK, DAY_OF_MONTH, DAY_OF_WEEK, WEEKDAY -> null;
          case DAY_OF_WEEK_ISO, DAY_OF_YEAR -> null;
        };
    if (part == null) {
      throw call.error("%s has no field '%s'".formatted(call.type(index), names().getFirst()));
    }
    return call.call(
        this == SECOND ? ScalarFunction.SECOND_FRACTION : function, part, call.argument(index));
  }

  private Expression time(FunctionCall call, int index) {
    boolean isOfDay = this == HOUR || this == MINUTE || this == SECOND;
    return isOfDay ? call.timestamp(index) : call.time(index, DATE);
  }
}
