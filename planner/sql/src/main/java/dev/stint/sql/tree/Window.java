package dev.stint.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that a window function sees from a row: one that the WINDOW clause defines, or what
/// stands in the parentheses of OVER.
public sealed interface Window extends Tree {

  record Reference(Span span, String name) implements Window {}

  /// `frame` is `null` where none is written: then it depends on the function and the order.
  record Definition(Span span, List<Term> partition, List<SortItem> order, @Nullable Frame frame)
      implements Window {

    public Definition {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
    }
  }

  /// A definition of the WINDOW clause.
  record Named(String name, Window window) {}

  record Frame(Span span, Unit unit, Bound start, Bound end) {}

  enum Unit {
    ROWS,
    RANGE
  }

  /// Where a frame begins or ends. `offset` is there for `PRECEDING` and `FOLLOWING` alone.
  record Bound(Span span, Position position, @Nullable Term offset) {}

  enum Position {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }
}
