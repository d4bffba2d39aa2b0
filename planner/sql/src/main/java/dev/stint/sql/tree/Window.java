package dev.stint.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that a window function sees from a row: those that are equal to it in `partition`, in
/// an order, and of these the frame. `frame` is `null` where none is written: then it depends on
/// the function and the order.
public record Window(Span span, List<Term> partition, List<SortItem> order, @Nullable Frame frame)
    implements Tree {

  public Window {
    partition = List.copyOf(partition);
    order = List.copyOf(order);
  }

  public record Frame(Span span, Unit unit, Bound start, Bound end) {}

  public enum Unit {
    ROWS,
    RANGE
  }

  /// Where a frame begins or ends. `offset` is there for `PRECEDING` and `FOLLOWING` alone.
  public record Bound(Span span, Position position, @Nullable Term offset) {}

  public enum Position {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }
}
