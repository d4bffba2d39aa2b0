package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.DAY_TO_SECOND;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.TIMESTAMP;
import static dev.stint.plan.type.DataType.TIMESTAMP_NTZ;
import static dev.stint.plan.type.DataType.YEAR_TO_MONTH;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalField;
import dev.stint.plan.type.TypeKind;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.tree.Term;
import java.util.Optional;

/// Arithmetic of dates, times and intervals, with Spark's result types and wording.
public record TimeOperators(FunctionCall call) {

  private static final DataType DAYS = DataType.interval(IntervalField.DAY, IntervalField.DAY);
  private static final DataType OF_DAY =
      DataType.interval(IntervalField.HOUR, IntervalField.SECOND);

  /// Empty where neither operand is a time or an interval.
  public Optional<Expression> apply(ScalarFunction function) {
    if (!isTimeOrInterval(left()) && !isTimeOrInterval(right())) {
      return Optional.empty();
    }
    var result = of(function);
    boolean isTried = function == ScalarFunction.TRY_ADD || function == ScalarFunction.TRY_SUBTRACT;
    boolean isMove = isTried && !isSameLength();
    return Optional.of(isMove ? call.call(ScalarFunction.TRY, result.type(), result) : result);
  }

  private Expression of(ScalarFunction function) {
    return switch (function) {
      case ADD, TRY_ADD -> sum(function);
      case SUBTRACT, TRY_SUBTRACT -> difference(function);
      case MULTIPLY -> multiplied(ScalarFunction.MULTIPLY_INTERVAL);
      case TRY_MULTIPLY -> multiplied(ScalarFunction.TRY_MULTIPLY_INTERVAL);
      case DIVIDE -> divided(ScalarFunction.DIVIDE_INTERVAL, 0);
      case TRY_DIVIDE -> divided(ScalarFunction.TRY_DIVIDE_INTERVAL, 0);
      case INT_DIVIDE -> quotient();
      // No other is one of times.
      default -> throw mismatch();
    };
  }

  private DataType left() {
    return call.type(0);
  }

  private DataType right() {
    return call.type(1);
  }

  private static boolean isTimeOrInterval(DataType type) {
    return Coercion.isTime(type) || type.isInterval() || isOfDay(type);
  }

  private static boolean isOfDay(DataType type) {
    return type.kind() == TypeKind.TIME;
  }

  private static boolean isNull(DataType type) {
    return type.equals(DataType.VOID);
  }

  private StintException mismatch() {
    return call.error("'%s' does not go with %s".formatted(call.name(), call.types()));
  }

  /// Notes how Spark words the operation.
  private void word(String form) {
    if (call.node() instanceof Term.Operation operation) {
      call.context().forms().put(operation, form);
    }
  }

  private Expression sum(ScalarFunction function) {
    if (left().isInterval() || right().isInterval()) {
      return sumWithInterval(function);
    }
    if (isNull(left()) || isNull(right())) {
      var type = isNull(left()) ? right() : left();
      word(isNull(left()) ? "%2$s + %1$s" : "%1$s + %2$s");
      return Literal.nullOf(type.equals(DATE) ? TIMESTAMP : type);
    }
    if (left().equals(DATE)) {
      return days(ScalarFunction.DATE_ADD, 0, 1, "date_add(%1$s, %2$s)");
    }
    return days(ScalarFunction.DATE_ADD, 1, 0, "date_add(%2$s, %1$s)");
  }

  /// A date and a whole number of days.
  private Expression days(ScalarFunction function, int date, int count, String form) {
    if (!call.type(date).equals(DATE) || !isImplicitInt(call.type(count))) {
      throw mismatch();
    }
    word(form);
    return call.call(function, DATE, call.argument(date), call.as(count, INT));
  }

  private static boolean isImplicitInt(DataType type) {
    return type.isInteger() || isNull(type);
  }

  private Expression sumWithInterval(ScalarFunction function) {
    if (isSameLength() || isNull(left()) || isNull(right())) {
      return combined(function);
    }
    if (left().isInterval() && right().isInterval()) {
      throw mismatch();
    }
    int time = left().isInterval() ? 1 : 0;
    return moved(time, call.argument(1 - time), time == 0 ? "%1$s + %2$s" : "%2$s + %1$s");
  }

  private boolean isSameLength() {
    return left().isInterval() && left().kind() == right().kind();
  }

  /// Two intervals as one.
  private Expression combined(ScalarFunction function) {
    var both = call.common(0);
    return call.call(function, both.getFirst().type(), both.get(0), both.get(1));
  }

  private Expression difference(ScalarFunction function) {
    if (isSameLength() || (left().isInterval() && isNull(right()))) {
      return combined(function);
    }
    if (left().isInterval()) {
      throw mismatch();
    }
    if (right().isInterval()) {
      if (isNull(left())) {
        return combined(function);
      }
      var back = call.call(ScalarFunction.NEGATE, right(), call.argument(1));
      return moved(0, back, "%1$s - %2$s");
    }
    if (isOfDay(left()) || isOfDay(right())) {
      return betweenTimes();
    }
    boolean isOfTimes = isEnd(left()) && isEnd(right());
    return isOfTimes ? between() : days(ScalarFunction.DATE_SUB, 0, 1, "date_sub(%1$s, %2$s)");
  }

  private static boolean isEnd(DataType type) {
    return Coercion.isTime(type) || type.equals(DataType.STRING) || isNull(type);
  }

  /// The interval from one date or timestamp to another, by the wall clock.
  private Expression between() {
    boolean isOfInstants = left().equals(TIMESTAMP) || right().equals(TIMESTAMP);
    boolean isOfReadings = left().equals(TIMESTAMP_NTZ) || right().equals(TIMESTAMP_NTZ);
    boolean isOfDates = !isOfInstants && !isOfReadings;
    var type = isOfDates ? DATE : isOfInstants ? TIMESTAMP : TIMESTAMP_NTZ;
    return call.call(
        ScalarFunction.MICROS_BETWEEN,
        isOfDates ? DAYS : DAY_TO_SECOND,
        reading(0, type),
        reading(1, type));
  }

  private Expression reading(int index, DataType type) {
    return call.context().coercion().cast(call.as(index, type), TIMESTAMP_NTZ);
  }

  private Expression betweenTimes() {
    word("%1$s - %2$s");
    return call.call(
        ScalarFunction.TIME_BETWEEN, OF_DAY, call.as(0, DataType.TIME), call.as(1, DataType.TIME));
  }

  /// A time moved by an interval; strings are read as timestamps and written again.
  private Expression moved(int index, Expression length, String form) {
    word(form);
    var type = call.type(index);
    if (isOfDay(type)) {
      return movedInDay(index, length);
    }
    if (type.equals(DataType.STRING)) {
      var later = moved(index, call.as(index, TIMESTAMP), length, form);
      return call.context().coercion().cast(later, DataType.STRING);
    }
    if (!Coercion.isTime(type)) {
      throw mismatch();
    }
    return moved(index, call.argument(index), length, form);
  }

  private Expression moved(int index, Expression time, Expression length, String form) {
    if (length.type().isOfMonths()) {
      return call.call(ScalarFunction.ADD_MONTHS, time.type(), time, counted(length, months()));
    }
    if (length.type().equals(DAYS)) {
      return movedByDays(index, time, length, form);
    }
    var start = time.type().equals(DATE) ? call.context().coercion().cast(time, TIMESTAMP) : time;
    return call.call(ScalarFunction.ADD_DAY_TIME, start.type(), start, length);
  }

  private Expression movedByDays(int index, Expression time, Expression length, String form) {
    var days = counted(length, DAYS);
    if (!time.type().equals(DATE)) {
      return call.call(ScalarFunction.ADD_DAYS, time.type(), time, days);
    }
    String date = "%" + (index + 1) + "$s";
    String interval = "extractansiintervaldays(%" + (2 - index) + "$s)";
    String count = form.contains(" - ") ? "(- " + interval + ")" : interval;
    word("date_add(" + date + ", " + count + ")");
    return call.call(ScalarFunction.DATE_ADD, DATE, time, days);
  }

  private static DataType months() {
    return DataType.interval(IntervalField.MONTH, IntervalField.MONTH);
  }

  /// The number of the one field of which `type` consists.
  private Expression counted(Expression length, DataType type) {
    var coercion = call.context().coercion();
    return coercion.cast(coercion.cast(length, type), INT);
  }

  private Expression movedInDay(int index, Expression length) {
    if (length.type().isOfMonths()) {
      throw mismatch();
    }
    boolean hasSeconds = length.type().lastField() == IntervalField.SECOND;
    var type = hasSeconds ? DataType.TIME : call.type(index);
    return call.call(ScalarFunction.TIME_ADD, type, call.argument(index), length);
  }

  private Expression multiplied(ScalarFunction function) {
    if (left().isInterval()) {
      return divided(function, 0);
    }
    word("(%2$s * %1$s)");
    return divided(function, 1);
  }

  /// The interval at `index`, multiplied or divided by the other operand.
  private Expression divided(ScalarFunction function, int index) {
    var length = call.argument(index);
    if (!length.type().isInterval() || isTimeOrInterval(call.type(1 - index))) {
      throw mismatch();
    }
    var type = length.type().isOfMonths() ? YEAR_TO_MONTH : DAY_TO_SECOND;
    return call.call(function, type, length, factor(1 - index));
  }

  private Expression factor(int index) {
    var number = call.number(index);
    if (number.type().isDecimal()) {
      return number;
    }
    return call.context().coercion().cast(number, number.type().isInteger() ? BIGINT : DOUBLE);
  }

  private Expression quotient() {
    if (!isSameLength()) {
      throw mismatch();
    }
    var both = call.common(0);
    return call.call(ScalarFunction.INT_DIVIDE, BIGINT, both.get(0), both.get(1));
  }
}
