package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Cuts each partition to its first rows where a condition on `row_number()` keeps no others.
final class WindowLimit {

  private WindowLimit() {}

  /// The window over the rows that `conditions`, which stay above it, can let through, if no value
  /// of these depends on the others.
  static Window apply(Window window, List<Expression> conditions) {
    boolean isBackward = window.calls().stream().allMatch(one -> isBackward(one.call()));
    var limit = isBackward ? limit(window, conditions) : OptionalLong.empty();
    return limit.isEmpty() ? window : over(window, limit.getAsLong());
  }

  private static Window over(Window window, long limit) {
    var keys = new ArrayList<SortKey>();
    window.partition().forEach(column -> keys.add(SortKey.ascending(column.id())));
    keys.addAll(window.order());
    Relation input = keys.isEmpty() ? window.input() : new Sort(window.input(), keys);
    return window.over(new Limit(input, limit, 0, window.partition()));
  }

  /// Whether a row's value depends on no row that comes after it.
  private static boolean isBackward(WindowCall call) {
    return switch (call) {
      // Peers that come later make no difference to a rank.
      case WindowCall.Rank(var ranking) ->
          switch (ranking) {
            case ROW_NUMBER, RANK, DENSE_RANK -> true;
            case PERCENT_RANK, CUME_DIST -> false;
          };
      case WindowCall.Ntile _ -> false;
      case WindowCall.Offset offset -> offset.offset() <= 0;
      case WindowCall.Nth nth -> isBackward(nth.frame());
      case WindowCall.Aggregate aggregate -> isBackward(aggregate.frame());
    };
  }

  private static boolean isBackward(Frame frame) {
    return frame.end() instanceof Frame.Row(long offset) && offset <= 0;
  }

  private static OptionalLong limit(Window window, List<Expression> conditions) {
    var limits = new ArrayList<Long>();
    for (var one : window.calls()) {
      if (one.call() instanceof WindowCall.Rank(var ranking)
          && ranking == WindowCall.Ranking.ROW_NUMBER) {
        for (var condition : conditions) {
          limit(one.output().id(), condition).ifPresent(limits::add);
        }
      }
    }
    return limits.stream().mapToLong(limit -> Math.max(limit, 0)).min();
  }

  /// The greatest value that a condition leaves a column of whole numbers.
  private static OptionalLong limit(int column, Expression condition) {
    return switch (condition) {
      case Call call when call.arguments().size() == 2 ->
          isColumn(column, call.argument(0))
              ? limit(call.function(), call.argument(1))
              : isColumn(column, call.argument(1))
                  ? limit(turned(call.function()), call.argument(0))
                  : OptionalLong.empty();
      case In in when isColumn(column, in.value()) -> greatest(in.options());
      case Call _, In _, Case _, ColumnRef _, Literal _ -> OptionalLong.empty();
    };
  }

  private static OptionalLong limit(ScalarFunction comparison, Expression value) {
    var number = number(value);
    return switch (comparison) {
      case EQUAL, LESS_OR_EQUAL -> number;
      case LESS -> number.isEmpty() ? number : OptionalLong.of(number.getAsLong() - 1);
      default -> OptionalLong.empty();
    };
  }

  /// The comparison with its sides exchanged.
  private static ScalarFunction turned(ScalarFunction comparison) {
    return switch (comparison) {
      case GREATER -> ScalarFunction.LESS;
      case GREATER_OR_EQUAL -> ScalarFunction.LESS_OR_EQUAL;
      case LESS -> ScalarFunction.GREATER;
      case LESS_OR_EQUAL -> ScalarFunction.GREATER_OR_EQUAL;
      default -> comparison;
    };
  }

  /// As itself, or as a wider whole number.
  private static boolean isColumn(int column, Expression expression) {
    return switch (expression) {
      case ColumnRef ref -> ref.column() == column;
      case Call call ->
          call.function() == ScalarFunction.CAST
              && call.type().isInteger()
              && isColumn(column, call.argument(0));
      default -> false;
    };
  }

  private static OptionalLong greatest(List<Literal> options) {
    var numbers = options.stream().map(WindowLimit::number).toList();
    return numbers.stream().allMatch(OptionalLong::isPresent)
        ? numbers.stream().mapToLong(OptionalLong::getAsLong).max()
        : OptionalLong.empty();
  }

  private static OptionalLong number(Expression value) {
    boolean isNumber =
        value instanceof Literal literal && literal.type().isInteger() && literal.text() != null;
    return isNumber
        ? OptionalLong.of(Long.parseLong(((Literal) value).text()))
        : OptionalLong.empty();
  }
}
