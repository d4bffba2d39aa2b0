package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Guesses which share of the rows makes a condition true. Where nothing is known the guess is
/// high: a relation taken for small is broadcast.
final class Selectivity {

  private static final double RANGE = 0.33;
  private static final double PATTERN = 0.1;
  private static final double UNKNOWN = 0.25;

  /// A bound at the very end of a column's values still leaves a few rows.
  private static final double LEAST = 0.0005;

  private Selectivity() {}

  /// Of rows for which all `conditions` are true. Bounds of one column are taken together, all else
  /// as independent.
  static double of(List<Expression> conditions, Estimate rows) {
    double share = 1;
    var intervals = new HashMap<Integer, Interval>();
    for (var condition : conditions) {
      var bound = condition instanceof Call call ? bound(call, rows) : null;
      if (bound == null) {
        share *= of(condition, rows);
      } else {
        intervals.merge(bound.column(), bound, Interval::and);
      }
    }
    for (var interval : intervals.values()) {
      share *= interval.share();
    }
    return share;
  }

  /// The share of a column's values, from its least at 0 to its greatest at 1, that bounds leave.
  private record Interval(int column, double from, double to) {

    Interval and(Interval other) {
      return new Interval(column, Math.max(from, other.from), Math.min(to, other.to));
    }

    double share() {
      return Math.max(to - from, LEAST);
    }
  }

  static double of(Expression condition, Estimate rows) {
    return switch (condition) {
      case Literal literal -> "true".equals(literal.text()) ? 1 : 0;
      case In in ->
          in.value() instanceof ColumnRef ref
              ? Math.min(1, in.options().size() * single(ref, rows))
              : UNKNOWN;
      case Call call -> ofCall(call, rows);
      case ColumnRef _, Case _ -> UNKNOWN;
    };
  }

  private static double ofCall(Call call, Estimate rows) {
    return switch (call.function()) {
      case AND -> of(call.arguments(), rows);
      case OR -> {
        double none = 1;
        for (var part : call.arguments()) {
          none *= 1 - of(part, rows);
        }
        yield 1 - none;
      }
      case NOT -> 1 - of(call.argument(0), rows);
      case EQUAL, NULL_SAFE_EQUAL -> equality(call, rows);
      case NOT_EQUAL -> 1 - equality(call, rows);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> range(call, rows);
      case IS_NULL -> nullShare(call, rows);
      case IS_NOT_NULL -> 1 - nullShare(call, rows);
      case LIKE, ILIKE, RLIKE, STARTS_WITH, ENDS_WITH, CONTAINS -> PATTERN;
      default -> UNKNOWN;
    };
  }

  private static double equality(Call call, Estimate rows) {
    double share = 1;
    for (var side : call.arguments()) {
      if (side instanceof ColumnRef ref) {
        share = Math.min(share, single(ref, rows));
      }
    }
    return share < 1 ? share : PATTERN;
  }

  /// The share of rows with one certain value.
  private static double single(ColumnRef ref, Estimate rows) {
    return rows.column(ref.column()).distinct() < 0 ? PATTERN : 1 / rows.distinct(ref.column());
  }

  private static double nullShare(Call call, Estimate rows) {
    return call.argument(0) instanceof ColumnRef ref
        ? rows.column(ref.column()).nullShare()
        : PATTERN;
  }

  private static double range(Call call, Estimate rows) {
    var bound = bound(call, rows);
    return bound == null ? unbounded(call, rows) : bound.share();
  }

  /// Of values that are known by their mean and variance at most.
  private static double unbounded(Call call, Estimate rows) {
    var comparison = Comparison.of(call);
    if (comparison == null || comparison.isBelow()) {
      return RANGE;
    }
    double share = rows.column(comparison.column()).spread().reaching(comparison.value());
    return share < RANGE ? share : RANGE;
  }

  /// A column that is to lie below a constant, or above it.
  private record Comparison(int column, boolean isBelow, double value) {

    static @Nullable Comparison of(Call call) {
      boolean isLess =
          call.function() == ScalarFunction.LESS || call.function() == ScalarFunction.LESS_OR_EQUAL;
      boolean isGreater =
          call.function() == ScalarFunction.GREATER
              || call.function() == ScalarFunction.GREATER_OR_EQUAL;
      if (!isLess && !isGreater) {
        return null;
      }
      boolean isColumnFirst = call.argument(0) instanceof ColumnRef;
      var column = call.argument(isColumnFirst ? 0 : 1);
      var constant = call.argument(isColumnFirst ? 1 : 0);
      return column instanceof ColumnRef ref && constant instanceof Literal literal
          ? new Comparison(ref.column(), isLess == isColumnFirst, number(literal))
          : null;
    }
  }

  /// `null` for what is no comparison of a column, whose bounds are known, with a constant.
  private static @Nullable Interval bound(Call call, Estimate rows) {
    var comparison = Comparison.of(call);
    if (comparison == null || Double.isNaN(comparison.value())) {
      return null;
    }
    var known = rows.column(comparison.column());
    if (!known.hasBounds() || known.max() <= known.min()) {
      return null;
    }
    double place =
        Math.clamp((comparison.value() - known.min()) / (known.max() - known.min()), 0, 1);
    return comparison.isBelow()
        ? new Interval(comparison.column(), 0, place)
        : new Interval(comparison.column(), place, 1);
  }

  /// A literal on the number line; NaN for strings, NULL and times that are far off.
  static double number(Literal literal) {
    String text = literal.text();
    if (text == null) {
      return Double.NaN;
    }
    try {
      return switch (literal.type().kind()) {
        case TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE -> Double.parseDouble(text);
        case DATE -> LocalDate.parse(text).toEpochDay();
        case TIMESTAMP, TIMESTAMP_NTZ -> LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC);
        case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> Double.parseDouble(text);
        case BOOLEAN, STRING, BINARY, TIME, VOID -> Double.NaN;
      };
    } catch (DateTimeParseException _) {
      // Years that do not have four digits.
      return Double.NaN;
    }
  }
}
