package dev.stint.plan.expression;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a window computes for each row, from the rows of its partition in their order. Arguments
/// are columns of the input.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "window")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WindowCall.Rank.class, name = "rank"),
  @JsonSubTypes.Type(value = WindowCall.Ntile.class, name = "ntile"),
  @JsonSubTypes.Type(value = WindowCall.Offset.class, name = "offset"),
  @JsonSubTypes.Type(value = WindowCall.Nth.class, name = "nth"),
  @JsonSubTypes.Type(value = WindowCall.Aggregate.class, name = "aggregate"),
})
public sealed interface WindowCall {

  /// Of the result.
  DataType type();

  /// The input columns that it uses.
  List<Integer> columns();

  /// The same call with other numbers for columns.
  WindowCall withColumns(IntUnaryOperator columns);

  enum Ranking {
    /// From 1, the rows of a partition in their order; equal ones in any order.
    ROW_NUMBER,
    /// One more than the rows before the row's peers.
    RANK,
    /// One more than the groups of peers before the row's.
    DENSE_RANK,
    /// (rank - 1) / (rows of the partition - 1); 0 of a single row.
    PERCENT_RANK,
    /// The share of rows that do not come after the row's peers.
    CUME_DIST
  }

  /// INT, or DOUBLE for `PERCENT_RANK` and `CUME_DIST`.
  record Rank(Ranking ranking) implements WindowCall {

    @Override
    public DataType type() {
      return switch (ranking) {
        case ROW_NUMBER, RANK, DENSE_RANK -> DataType.INT;
        case PERCENT_RANK, CUME_DIST -> DataType.DOUBLE;
      };
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }

    @Override
    public WindowCall withColumns(IntUnaryOperator columns) {
      return this;
    }
  }

  /// Deals the partition's rows, in order, into `tiles` parts whose sizes differ by one at most,
  /// the larger first; gives the part's number, from 1. An INT.
  record Ntile(int tiles) implements WindowCall {

    public Ntile {
      if (tiles <= 0) {
        throw new IllegalArgumentException("tiles: " + tiles);
      }
    }

    @Override
    public DataType type() {
      return DataType.INT;
    }

    @Override
    public List<Integer> columns() {
      return List.of();
    }

    @Override
    public WindowCall withColumns(IntUnaryOperator columns) {
      return this;
    }
  }

  /// Whether a call passes over rows whose argument is NULL.
  enum Nulls {
    RESPECT,
    IGNORE
  }

  /// `LEAD`, and `LAG` by a negative offset: the value of `column` in the row that comes `offset`
  /// rows after this one; with `IGNORE` only rows where it is not NULL count. Where there is no
  /// such row, the value that this row has in `orElse`, a column of the same type, or NULL without
  /// it.
  record Offset(int column, long offset, @Nullable Integer orElse, Nulls nulls, DataType type)
      implements WindowCall {

    @Override
    public List<Integer> columns() {
      return orElse == null ? List.of(column) : List.of(column, orElse);
    }

    @Override
    public WindowCall withColumns(IntUnaryOperator columns) {
      return new Offset(
          columns.applyAsInt(column),
          offset,
          orElse == null ? null : columns.applyAsInt(orElse),
          nulls,
          type);
    }
  }

  enum From {
    FIRST,
    LAST
  }

  /// `NTH_VALUE`, `FIRST_VALUE` and `LAST_VALUE`: the value of `column` in the frame's row number
  /// `n`, from 1, counted from one of its ends; with `IGNORE` only rows where it is not NULL count.
  /// NULL where there is no such row.
  record Nth(int column, long n, From from, Nulls nulls, Frame frame, DataType type)
      implements WindowCall {

    public Nth {
      if (n <= 0) {
        throw new IllegalArgumentException("n: " + n);
      }
    }

    @Override
    public List<Integer> columns() {
      return with(List.of(column), frame);
    }

    @Override
    public WindowCall withColumns(IntUnaryOperator columns) {
      return new Nth(columns.applyAsInt(column), n, from, nulls, frame.withColumns(columns), type);
    }
  }

  /// An aggregate of the frame's rows.
  record Aggregate(AggregateCall call, Frame frame) implements WindowCall {

    @Override
    public DataType type() {
      return call.type();
    }

    @Override
    public List<Integer> columns() {
      return with(call.columns(), frame);
    }

    @Override
    public WindowCall withColumns(IntUnaryOperator columns) {
      return new Aggregate(call.withColumns(columns), frame.withColumns(columns));
    }
  }

  private static List<Integer> with(List<Integer> columns, Frame frame) {
    var all = new ArrayList<>(columns);
    for (var bound : List.of(frame.start(), frame.end())) {
      if (bound instanceof Frame.Value(int column)) {
        all.add(column);
      }
    }
    return all;
  }
}
