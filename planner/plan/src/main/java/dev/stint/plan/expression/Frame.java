package dev.stint.plan.expression;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.IntUnaryOperator;

/// The rows of a partition that a window call sees from a row: from `start` to `end`, both
/// included; none where the end comes before the start.
public record Frame(Bound start, Bound end) {

  public static final Frame PARTITION = new Frame(new Unbounded(), new Unbounded());

  /// `ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`.
  public static final Frame RUNNING_ROWS = new Frame(new Unbounded(), new Row(0));

  /// `RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`.
  public static final Frame RUNNING_PEERS = new Frame(new Unbounded(), new Peers());

  /// Where a frame starts or ends.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "bound")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Unbounded.class, name = "unbounded"),
    @JsonSubTypes.Type(value = Row.class, name = "row"),
    @JsonSubTypes.Type(value = Peers.class, name = "peers"),
    @JsonSubTypes.Type(value = Value.class, name = "value"),
  })
  public sealed interface Bound {}

  /// A start at the partition's first row, an end at its last.
  public record Unbounded() implements Bound {}

  /// The row that comes `offset` rows after this one, before it if negative: a bound of `ROWS`. It
  /// may lie outside of the partition.
  public record Row(long offset) implements Bound {}

  /// The first of the row's peers, which are equal to it in the order, or the last: `CURRENT ROW`
  /// of `RANGE`.
  public record Peers() implements Bound {}

  /// A bound of `RANGE` with an offset: starts at the first row whose order key does not come
  /// before the value that this row has in `column`, ends at the last whose key does not come after
  /// it. There is one order key; the column is an input column of its type, and follows its order:
  /// from one row to the next it never goes back. NULL is a value like any other, with its place in
  /// the order.
  public record Value(int column) implements Bound {}

  /// The same frame with other numbers for columns.
  public Frame withColumns(IntUnaryOperator columns) {
    return new Frame(withColumns(start, columns), withColumns(end, columns));
  }

  private static Bound withColumns(Bound bound, IntUnaryOperator columns) {
    return switch (bound) {
      case Unbounded _, Row _, Peers _ -> bound;
      case Value(int column) -> new Value(columns.applyAsInt(column));
    };
  }
}
