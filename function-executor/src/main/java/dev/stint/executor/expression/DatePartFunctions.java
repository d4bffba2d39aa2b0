package dev.stint.executor.expression;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.time.DateParts;
import dev.stint.executor.kernel.time.TimeOfDay;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.expression.Call;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalField;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;
import java.util.function.UnaryOperator;

/// Fields of dates and times.
final class DatePartFunctions {

  private DatePartFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    var type = call.argument(0).type();
    if (type.isInterval()) {
      return ofInterval(call);
    }
    return switch (call.function()) {
      case YEAR -> ofDays(type, zone, DateParts::year);
      case QUARTER -> ofDays(type, zone, DateParts::quarter);
      case MONTH -> ofDays(type, zone, DateParts::month);
      case DAY -> ofDays(type, zone, DateParts::dayOfMonth);
      case DAY_OF_WEEK -> ofDays(type, zone, days -> DateParts.dayOfWeek(days, 4, 1));
      case WEEKDAY -> ofDays(type, zone, days -> DateParts.dayOfWeek(days, 3, 0));
      case DAY_OF_YEAR -> ofDays(type, zone, DateParts::dayOfYear);
      case WEEK_OF_YEAR -> ofDays(type, zone, DateParts::weekOfYear);
      case YEAR_OF_WEEK -> ofDays(type, zone, DateParts::yearOfWeek);
      case DAY_OF_WEEK_ISO -> ofDays(type, zone, days -> DateParts.dayOfWeek(days, 3, 1));
      case SECOND_FRACTION -> ofReadings(type, zone, DateParts::secondFraction);
      case HOUR -> ofReadings(type, zone, DateParts::hour);
      case MINUTE -> ofReadings(type, zone, DateParts::minute);
      case SECOND -> ofReadings(type, zone, DateParts::second);
      default -> throw new IllegalArgumentException("no field of a date: " + call);
    };
  }

  private static VectorFunction ofInterval(Call call) {
    return switch (call.function()) {
      case YEAR -> intervalPart(IntervalField.YEAR.size(), Long.MAX_VALUE);
      case MONTH -> intervalPart(IntervalField.MONTH.size(), 12);
      case DAY -> intervalPart(IntervalField.DAY.size(), Long.MAX_VALUE);
      case HOUR -> intervalPart(IntervalField.HOUR.size(), 24);
      case MINUTE -> intervalPart(IntervalField.MINUTE.size(), 60);
      case SECOND_FRACTION -> intervalPart(1, IntervalField.MINUTE.size());
      default -> throw new IllegalArgumentException("no field of an interval: " + call);
    };
  }

  private static VectorFunction intervalPart(long unit, long limit) {
    return (v, _) -> DateParts.intervalPart((LongVector) v[0], unit, limit);
  }

  private static VectorFunction ofDays(
      DataType type, ZoneId zone, UnaryOperator<LongVector> field) {
    if (type.kind() == TypeKind.DATE) {
      return (v, _) -> field.apply((LongVector) v[0]);
    }
    return ofReadings(type, zone, readings -> field.apply(DateParts.days(readings)));
  }

  private static VectorFunction ofReadings(
      DataType type, ZoneId zone, UnaryOperator<LongVector> field) {
    return switch (type.kind()) {
      case TIMESTAMP -> {
        var clock = new ZoneClock(zone);
        yield (v, _) -> field.apply(DateParts.readings((LongVector) v[0], clock));
      }
      case TIMESTAMP_NTZ -> (v, _) -> field.apply((LongVector) v[0]);
      // A date's time is midnight.
      case DATE -> (v, _) -> field.apply(DateParts.midnights((LongVector) v[0]));
      case TIME -> (v, _) -> field.apply(TimeOfDay.readings((LongVector) v[0]));
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          throw new IllegalArgumentException("no date or timestamp: " + type);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, BINARY ->
          throw new IllegalArgumentException("no date or timestamp: " + type);
    };
  }
}
