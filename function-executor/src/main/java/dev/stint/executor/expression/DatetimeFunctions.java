package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.number.LongArithmetic;
import dev.stint.executor.kernel.time.DateArithmetic;
import dev.stint.executor.kernel.time.DateParts;
import dev.stint.executor.kernel.time.DateTruncate;
import dev.stint.executor.kernel.time.DatetimeEdit;
import dev.stint.executor.kernel.time.TimeArithmetic;
import dev.stint.executor.kernel.time.TimeUnit;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Calculations with dates and timestamps.
final class DatetimeFunctions {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_MILLI = 1_000;

  private DatetimeFunctions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    return switch (call.function()) {
      case DATE_ADD ->
          (v, _) -> LongArithmetic.add(longs(v[0]), longs(v[1]), DataType.DATE, OnError.FAIL);
      case DATE_SUB ->
          (v, _) -> LongArithmetic.subtract(longs(v[0]), longs(v[1]), DataType.DATE, OnError.FAIL);
      case DATE_DIFF ->
          (v, _) -> LongArithmetic.subtract(longs(v[0]), longs(v[1]), DataType.INT, OnError.FAIL);
      case ADD_MICROS ->
          (v, _) -> LongArithmetic.add(longs(v[0]), longs(v[1]), DataType.TIMESTAMP, OnError.FAIL);
      case MICROS_BETWEEN ->
          (v, _) ->
              LongArithmetic.subtract(longs(v[0]), longs(v[1]), DataType.BIGINT, OnError.FAIL);
      case ADD_DAYS -> addDays(call.type(), zone);
      case ADD_DAY_TIME -> addDayTime(call.type(), zone);
      case UNITS_BETWEEN -> unitsBetween(call, zone);
      case MAKE_TIMESTAMP -> make(call.type(), zone, OnError.FAIL);
      case TRY_MAKE_TIMESTAMP -> make(call.type(), zone, OnError.GIVE_NULL);
      case ADD_MONTHS -> addMonths(call.argument(0), zone);
      case MONTHS_BETWEEN -> monthsBetween(call, zone);
      case LAST_DAY -> (v, _) -> DateArithmetic.lastDay(longs(v[0]));
      case NEXT_DAY -> (v, _) -> DateArithmetic.nextDay(longs(v[0]), (BytesVector) v[1]);
      case MAKE_DATE -> (v, _) -> DateArithmetic.makeDate(longs(v[0]), longs(v[1]), longs(v[2]));
      case DATE_TRUNC -> truncate(call, call.argument(0), 1, zone);
      case TRUNC -> truncate(call, call.argument(1), 0, zone);
      case UNIX_SECONDS -> (v, _) -> DateArithmetic.fromMicros(longs(v[0]), MICROS_PER_SECOND);
      case UNIX_MILLIS -> (v, _) -> DateArithmetic.fromMicros(longs(v[0]), MICROS_PER_MILLI);
      case UNIX_MICROS, TIMESTAMP_MICROS -> (v, _) -> v[0];
      case TIMESTAMP_SECONDS ->
          (v, _) -> DateArithmetic.toMicros(longs(v[0]), MICROS_PER_SECOND, "timestamp_seconds");
      case TIMESTAMP_MILLIS ->
          (v, _) -> DateArithmetic.toMicros(longs(v[0]), MICROS_PER_MILLI, "timestamp_millis");
      default -> throw new IllegalArgumentException("no function of dates: " + call);
    };
  }

  private static VectorFunction addMonths(Expression value, ZoneId zone) {
    if (value.type().kind() == TypeKind.DATE) {
      return (v, _) -> DateArithmetic.addMonths(longs(v[0]), longs(v[1]));
    }
    var clock = clock(value.type(), zone);
    return (v, _) -> {
      var later =
          DateArithmetic.addMonthsToReadings(
              readings(longs(v[0]), value.type(), clock), longs(v[1]));
      return clock == null ? later : DateParts.instants(later, clock);
    };
  }

  private static VectorFunction addDays(DataType type, ZoneId zone) {
    var clock = clock(type, zone);
    return (v, _) -> TimeArithmetic.addDays(longs(v[0]), longs(v[1]), clock);
  }

  private static VectorFunction addDayTime(DataType type, ZoneId zone) {
    var clock = clock(type, zone);
    return (v, _) -> TimeArithmetic.addDayTime(longs(v[0]), longs(v[1]), clock);
  }

  private static VectorFunction unitsBetween(Call call, ZoneId zone) {
    if (!(call.argument(0) instanceof Literal(_, String name)) || name == null) {
      throw new IllegalArgumentException("no unit: " + call);
    }
    var unit = TimeUnit.of(name);
    var clock = clock(call.argument(1).type(), zone);
    return (v, _) -> TimeArithmetic.unitsBetween(unit, longs(v[1]), longs(v[2]), clock);
  }

  private static VectorFunction make(DataType type, ZoneId zone, OnError onError) {
    var clock = clock(type, zone);
    var edit = new DatetimeEdit(zone);
    return (v, rowCount) ->
        TimeArithmetic.make(
            v,
            rowCount,
            onError,
            v.length > 6
                ? TimeArithmetic.ZoneResolver.named((BytesVector) v[6], edit)
                : _ -> clock);
  }

  private static VectorFunction monthsBetween(Call call, ZoneId zone) {
    var endType = call.argument(0).type();
    var startType = call.argument(1).type();
    var endClock = clock(endType, zone);
    var startClock = clock(startType, zone);
    return (v, _) ->
        DateArithmetic.monthsBetween(
            readings(longs(v[0]), endType, endClock),
            readings(longs(v[1]), startType, startClock),
            v.length > 2 ? longs(v[2]) : null);
  }

  /// An unknown unit gives NULL, as in Spark.
  private static VectorFunction truncate(Call call, Expression unitName, int value, ZoneId zone) {
    if (!(unitName instanceof Literal(_, String name))) {
      throw StintException.user(
          "[DATATYPE_MISMATCH.NON_FOLDABLE_INPUT] %s: the unit must be a constant, but is %s"
              .formatted(call.function().sqlName(), unitName));
    }
    var type = call.argument(value).type();
    var unit = name == null ? null : DateTruncate.Unit.of(name);
    boolean isDate = type.kind() == TypeKind.DATE;
    if (unit == null || (isDate && !unit.isOfDates())) {
      return (_, rowCount) -> Vector.nulls(call.type().physicalType(), rowCount);
    }
    var clock = clock(type, zone);
    return isDate
        ? (v, _) -> DateTruncate.dates(longs(v[value]), unit)
        : (v, _) -> DateTruncate.timestamps(longs(v[value]), unit, clock);
  }

  private static @Nullable ZoneClock clock(DataType type, ZoneId zone) {
    return type.kind() == TypeKind.TIMESTAMP ? new ZoneClock(zone) : null;
  }

  private static LongVector readings(LongVector values, DataType type, @Nullable ZoneClock clock) {
    if (type.kind() == TypeKind.DATE) {
      return DateParts.midnights(values);
    }
    return clock == null ? values : DateParts.readings(values, clock);
  }

  private static LongVector longs(Vector vector) {
    return (LongVector) vector;
  }
}
