package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.logical.Constants;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Guesses which share of the rows makes a condition true.
final class Selectivity {

  private static final double RANGE = 0.33;
  private static final double PATTERN = 0.1;
  private static final double UNKNOWN = 0.25;

  private Selectivity() {}

  static double of(List<Expression> conditions, Estimate rows) {
    double share = 1;
    for (var condition : conditions) {
      share *= of(condition, rows);
    }
    return share;
  }

  static double of(Expression condition, Estimate rows) {
    return switch (condition) {
      case Literal literal -> "true".equals(literal.text()) ? 1 : 0;
      case In in ->
          in.value() instanceof ColumnRef ref
              ? Math.min(1, in.options().size() / rows.distinct(ref.column()))
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
    double distinct = 1;
    for (var side : call.arguments()) {
      if (side instanceof ColumnRef ref) {
        distinct = Math.max(distinct, rows.distinct(ref.column()));
      }
    }
    return distinct > 1 ? 1 / distinct : PATTERN;
  }

  private static double nullShare(Call call, Estimate rows) {
    return call.argument(0) instanceof ColumnRef ref
        ? rows.column(ref.column()).nullShare()
        : PATTERN;
  }

  private static double range(Call call, Estimate rows) {
    boolean isColumnFirst = call.argument(0) instanceof ColumnRef;
    var column = call.argument(isColumnFirst ? 0 : 1);
    var bound = call.argument(isColumnFirst ? 1 : 0);
    if (!(column instanceof ColumnRef ref) || !(bound instanceof Literal literal)) {
      return RANGE;
    }
    var known = rows.column(ref.column());
    double value = number(literal);
    if (!known.hasBounds() || Double.isNaN(value) || known.max() <= known.min()) {
      return RANGE;
    }
    double below = Math.clamp((value - known.min()) / (known.max() - known.min()), 0, 1);
    boolean isLess =
        call.function() == ScalarFunction.LESS || call.function() == ScalarFunction.LESS_OR_EQUAL;
    // A bound at the very end still leaves a few rows.
    return Math.max(isLess == isColumnFirst ? below : 1 - below, 0.0005);
  }

  /// A literal on the number line; NaN for strings and NULL.
  static double number(Literal literal) {
    if (literal.text() == null) {
      return Double.NaN;
    }
    return switch (Constants.value(literal)) {
      case Long whole -> whole;
      case BigDecimal decimal -> decimal.doubleValue();
      case Double real -> real;
      case LocalDate date -> date.toEpochDay();
      case LocalDateTime time -> time.toEpochSecond(ZoneOffset.UTC);
      default -> Double.NaN;
    };
  }
}
