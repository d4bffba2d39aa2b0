package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.DAY_TO_SECOND;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;
import static dev.stint.plan.type.DataType.TIMESTAMP;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What `make_interval` gives: months, days and time at once, which is no value here. It moves a
/// date or timestamp, by its months, then by its days, then by its time. `isBack` tells whether it
/// is taken away.
public record MixedInterval(FunctionCall call, boolean isBack) {

  private static final Set<String> NAMES = Set.of("make_interval", "try_make_interval");
  private static final DataType SECONDS = DataType.decimal(18, 6);
  private static final int MOST = 7;

  public static boolean isMade(String function) {
    return NAMES.contains(function.toLowerCase(Locale.ROOT));
  }

  static void define(ScalarFunctions functions) {
    String arguments = "([years[, months[, weeks[, days[, hours[, mins[, secs]]]]]]])";
    functions
        .define("make_interval", 0, MOST, MixedInterval::refuse)
        .defaults("0", "0", "0", "0", "0", "0", "0.000000")
        .says(
            "t ± make_interval" + arguments, "Moves a date, without hours and less, or timestamp.")
        .example("DATE '2020-01-31' + make_interval(0, 1, 0, 1)", "2020-03-01");
    functions
        .define("try_make_interval", 0, MOST, MixedInterval::refuse)
        .defaults("0", "0", "0", "0", "0", "0", "0.000000")
        .says("t ± try_make_interval" + arguments, "NULL where months or days overflow.")
        .example("DATE '2020-01-31' - try_make_interval(2147483647)", "NULL");
  }

  private static Expression refuse(FunctionCall call) {
    throw call.error(
        ("%s gives months, days and time at once, which may only be added to a date or timestamp,"
             + " or taken from one; make_ym_interval (interval year to month) and make_dt_interval"
             + " (interval day to second) give intervals that are values")
            .formatted(call.name()));
  }

  /// What is `moving` with its operands analysed, but for the interval, moves `time`.
  public Expression moved(Expression time, FunctionCall moving) {
    if (call.count() > MOST) {
      throw call.error(
          "%s takes %s, not %d".formatted(call.name(), Arity.text(0, MOST), call.count()));
    }
    if (!Coercion.isTime(time.type()) && !time.type().equals(STRING)) {
      throw mismatch(moving, time);
    }
    return guarded(time, ofType(time));
  }

  /// NULL where the time or a part is NULL, whatever the other parts are.
  private Expression guarded(Expression time, Expression moved) {
    var all = new ArrayList<Expression>(call.arguments());
    all.add(time);
    if (all.stream().anyMatch(MixedInterval::isNull)) {
      return Literal.nullOf(moved.type());
    }
    var absent =
        all.stream()
            .filter(one -> !(one instanceof Literal))
            .map(one -> new Case.Branch(Expressions.isNull(one), Literal.nullOf(moved.type())))
            .toList();
    return absent.isEmpty()
        ? moved
        : call.context().folder().fold(new Case(absent, moved, moved.type()));
  }

  private static boolean isNull(Expression one) {
    return one instanceof Literal literal && literal.text() == null;
  }

  private Expression ofType(Expression time) {
    var coercion = call.context().coercion();
    if (time.type().equals(STRING)) {
      return coercion.cast(movedTimestamp(coercion.cast(time, TIMESTAMP)), STRING);
    }
    if (!time.type().equals(DATE)) {
      return movedTimestamp(time);
    }
    var hasNoTime = Expressions.equal(micros(), Literal.ofLong(BIGINT, 0));
    var otherwise =
        call.context().settings().isAnsi()
            ? Call.of(ScalarFunction.CAST, DATE, error())
            : coercion.cast(movedTimestamp(coercion.cast(time, TIMESTAMP)), DATE);
    return call.context()
        .folder()
        .fold(new Case(List.of(new Case.Branch(hasNoTime, movedDate(time))), otherwise, DATE));
  }

  private static StintException mismatch(FunctionCall moving, Expression time) {
    return moving.error(
        "'%s' does not go with %s and interval".formatted(moving.name(), time.type()));
  }

  private Expression movedDate(Expression date) {
    var later = of(ScalarFunction.ADD_MONTHS, DATE, date, directed(months()));
    return of(ScalarFunction.DATE_ADD, DATE, later, directed(days()));
  }

  private Expression error() {
    return of(
        ScalarFunction.RAISE_ERROR,
        STRING,
        Literal.ofString(
            "Cannot add an interval to a date because its microseconds part is not 0; cast the"
                + " date to a timestamp."),
        Literal.ofString("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION"));
  }

  private Expression movedTimestamp(Expression time) {
    var later = of(ScalarFunction.ADD_MONTHS, time.type(), time, directed(months()));
    var moved = of(ScalarFunction.ADD_DAYS, time.type(), later, directed(days()));
    if (!time.type().equals(TIMESTAMP)) {
      return of(ScalarFunction.ADD_DAY_TIME, time.type(), moved, directed(length()));
    }
    // Not by an interval of days and time, to which 24 hours are a day of the calendar.
    var micros = of(ScalarFunction.UNIX_MICROS, BIGINT, moved);
    return of(
        ScalarFunction.TIMESTAMP_MICROS,
        TIMESTAMP,
        of(ScalarFunction.ADD, BIGINT, micros, directed(micros())));
  }

  private Expression directed(Expression part) {
    return isBack ? of(ScalarFunction.NEGATE, part.type(), part) : part;
  }

  private Expression months() {
    return sum(part(0), 12, part(1));
  }

  private Expression days() {
    return sum(part(2), 7, part(3));
  }

  /// NULL where it overflows, if that is no error.
  private Expression sum(Expression large, int factor, Expression small) {
    boolean isTried =
        !call.context().settings().isAnsi()
            || call.name().toLowerCase(Locale.ROOT).startsWith("try_");
    var product =
        fold(
            isTried ? ScalarFunction.TRY_MULTIPLY : ScalarFunction.MULTIPLY,
            INT,
            large,
            Literal.ofLong(INT, factor));
    return fold(isTried ? ScalarFunction.TRY_ADD : ScalarFunction.ADD, INT, product, small);
  }

  private Expression part(int index) {
    return index < call.count() ? call.as(index, INT) : Literal.ofLong(INT, 0);
  }

  /// The time of the day: less than the longest interval of that type, whatever the parts are.
  private Expression length() {
    return fold(
        ScalarFunction.MAKE_DT_INTERVAL,
        DAY_TO_SECOND,
        Literal.ofLong(INT, 0),
        part(4),
        part(5),
        seconds());
  }

  private Expression seconds() {
    var seconds = call.count() < MOST ? Literal.ofLong(INT, 0) : call.number(MOST - 1);
    return call.context().coercion().cast(seconds, SECONDS);
  }

  private Expression micros() {
    var coercion = call.context().coercion();
    var ofSeconds =
        fold(
            ScalarFunction.MULTIPLY,
            DataType.decimal(26, 6),
            coercion.cast(seconds(), SECONDS),
            coercion.cast(Literal.ofLong(INT, 1_000_000), DataType.decimal(7, 0)));
    return added(
        added(scaled(part(4), 3_600_000_000L), scaled(part(5), 60_000_000L)),
        coercion.cast(ofSeconds, BIGINT));
  }

  private Expression scaled(Expression part, long micros) {
    return fold(
        ScalarFunction.MULTIPLY,
        BIGINT,
        call.context().coercion().cast(part, BIGINT),
        Literal.ofLong(BIGINT, micros));
  }

  private Expression added(Expression left, Expression right) {
    return fold(ScalarFunction.ADD, BIGINT, left, right);
  }

  /// As the session's mode has it.
  private Expression of(ScalarFunction function, DataType type, Expression... operands) {
    return call.call(function, type, operands);
  }

  private Expression fold(ScalarFunction function, DataType type, Expression... operands) {
    return call.context().folder().fold(Call.of(function, type, operands));
  }
}
