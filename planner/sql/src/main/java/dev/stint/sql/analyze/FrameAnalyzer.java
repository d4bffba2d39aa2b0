package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalField;
import dev.stint.sql.aggregate.OrderKey;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Reads the frame of a window, over an order that was resolved.
final class FrameAnalyzer {

  private final ExpressionAnalyzer expressions;
  private final Window window;
  private final List<OrderKey> order;
  private final Window.@Nullable Frame written;

  FrameAnalyzer(ExpressionAnalyzer expressions, Window window, List<OrderKey> order) {
    this.expressions = expressions;
    this.window = window;
    this.order = order;
    this.written = window.frame();
    if (written != null) {
      check(written);
    }
  }

  boolean isOrdered() {
    return !order.isEmpty();
  }

  /// Whether the frame goes by the distance of the order's key.
  boolean isOfValues() {
    return written != null && isOfValues(written);
  }

  private static boolean isOfValues(Window.Frame frame) {
    return frame.unit() == Window.Unit.RANGE
        && (frame.start().offset() != null || frame.end().offset() != null);
  }

  private void check(Window.Frame frame) {
    if (frame.start().position() == Window.Position.UNBOUNDED_FOLLOWING
        || frame.end().position() == Window.Position.UNBOUNDED_PRECEDING) {
      throw error(frame, "a frame goes from an earlier row to a later one");
    }
    boolean isUnbounded =
        frame.start().position() == Window.Position.UNBOUNDED_PRECEDING
            && frame.end().position() == Window.Position.UNBOUNDED_FOLLOWING;
    if (frame.unit() == Window.Unit.RANGE && !isUnbounded && order.isEmpty()) {
      throw error(frame, "RANGE needs an order: OVER (… ORDER BY …)");
    }
    if (isOfValues(frame) && order.size() > 1) {
      throw error(frame, "RANGE with an offset needs one ORDER BY key, not " + order.size());
    }
    var start = distance(frame, frame.start());
    var end = distance(frame, frame.end());
    if (start != null && end != null && start.compareTo(end) > 0) {
      throw error(frame, "the frame begins after its end");
    }
  }

  /// How far a bound is from the row, backwards if negative; `null` where that is no number.
  private @Nullable BigDecimal distance(Window.Frame frame, Window.Bound bound) {
    if (bound.position() == Window.Position.CURRENT_ROW) {
      return null;
    }
    var offset = bound.offset();
    if (offset == null) {
      return null;
    }
    var distance =
        frame.unit() == Window.Unit.ROWS
            ? BigDecimal.valueOf(rows(offset))
            : offset instanceof Term.Constant(_, var length) && length.type().isInterval()
                ? length(offset, length)
                : number(offset);
    boolean isBack = bound.position() == Window.Position.PRECEDING;
    return distance == null || !isBack ? distance : distance.negate();
  }

  private long rows(Term offset) {
    if (expressions.analyze(offset) instanceof Literal literal
        && literal.text() != null
        && literal.type().equals(DataType.INT)) {
      return Long.parseLong(literal.text());
    }
    throw expressions.error(offset, "ROWS counts rows: here a constant INT is needed");
  }

  private DataType keyType() {
    return order.getFirst().value().type();
  }

  private BigDecimal length(Term offset, Literal length) {
    var type = length.type();
    boolean isDays = type.lastField() == IntervalField.DAY;
    boolean isOfCalendar = type.isOfMonths() || isDays;
    boolean isDate = keyType().equals(DataType.DATE);
    boolean isOfTimes = Coercion.isTime(keyType()) && (isOfCalendar || !isDate);
    requireKey(
        offset,
        isOfTimes || keyType().kind() == type.kind(),
        isOfCalendar ? "a date or a timestamp" : "a timestamp");
    return new BigDecimal(String.valueOf(length.text()));
  }

  private @Nullable BigDecimal number(Term offset) {
    boolean isDate = keyType().equals(DataType.DATE);
    requireKey(offset, isDate || keyType().isNumeric(), "a number or a date");
    var value = isDate ? expressions.analyze(offset) : expressions.analyze(typed(offset));
    if (!(value instanceof Literal literal) || literal.text() == null) {
      throw expressions.error(offset, "the offset of a frame must be a constant");
    }
    if (isDate && !literal.type().equals(DataType.INT)) {
      throw expressions.error(offset, "a date is moved by an INT of days or by an interval");
    }
    if (!literal.type().isFloatingPoint()) {
      return new BigDecimal(literal.text());
    }
    double number = Double.parseDouble(literal.text());
    return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
  }

  /// A number of the key's type.
  private Term typed(Term offset) {
    return new Term.Cast(offset.span(), offset, keyType(), Term.OnError.FAIL);
  }

  private void requireKey(Term offset, boolean isFit, String wanted) {
    if (!isFit) {
      throw expressions.error(
          offset,
          "for this offset the ORDER BY key must be %s, not %s".formatted(wanted, keyType()));
    }
  }

  /// `place` gives the number of a column that is computed for the frame.
  Frame frame(ToIntFunction<Expression> place) {
    if (written == null) {
      return order.isEmpty() ? Frame.PARTITION : Frame.RUNNING_PEERS;
    }
    return new Frame(
        bound(written.unit(), written.start(), place), bound(written.unit(), written.end(), place));
  }

  private Frame.Bound bound(Window.Unit unit, Window.Bound bound, ToIntFunction<Expression> place) {
    boolean isRows = unit == Window.Unit.ROWS;
    var offset = bound.offset();
    if (offset == null) {
      boolean isHere = bound.position() == Window.Position.CURRENT_ROW;
      return !isHere ? new Frame.Unbounded() : isRows ? new Frame.Row(0) : new Frame.Peers();
    }
    boolean isBack = bound.position() == Window.Position.PRECEDING;
    if (!isRows && isBack && keyType().isNumeric()) {
      boolean isSame = expressions.analyze(offset).type().equals(keyType());
      expressions.context().forms().put(offset, isSame ? "%s PRECEDING" : "(- %s) FOLLOWING");
    }
    return isRows
        ? new Frame.Row(isBack ? -rows(offset) : rows(offset))
        : new Frame.Value(place.applyAsInt(moved(offset, isBack)));
  }

  /// The order's key at the bound.
  private Expression moved(Term offset, boolean isBack) {
    boolean isDescending = order.getFirst().direction() == SortKey.Direction.DESCENDING;
    var operator = isBack == isDescending ? Operator.ADD : Operator.SUBTRACT;
    var key = window.order().getFirst().value();
    var length = keyType().isNumeric() ? typed(offset) : offset;
    var moved =
        expressions.analyze(new Term.Operation(offset.span(), operator, List.of(key, length)));
    return expressions.context().coercion().cast(moved, keyType());
  }

  /// Refuses another frame than the one that a function has.
  void requireOnly(Frame only, Term.Call call) {
    if (written == null) {
      return;
    }
    if (isOfValues() || !frame(_ -> 0).equals(only)) {
      throw error(written, call.name() + " has a frame of its own; leave this one out");
    }
  }

  private StintException error(Window.Frame frame, String message) {
    return expressions.context().source().error(frame.span(), message);
  }
}
