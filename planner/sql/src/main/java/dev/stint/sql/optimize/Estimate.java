package dev.stint.sql.optimize;

import java.util.Map;

/// A guess about a relation: its rows, and its columns' values by column id.
record Estimate(double rows, Map<Integer, ColumnEstimate> columns) {

  /// A guess about a column: distinct values, share of NULLs, bounds of numbers and dates as
  /// numbers (NaN when unknown), and how values lie of which none is below zero.
  record ColumnEstimate(double distinct, double nullShare, double min, double max, Spread spread) {

    static final ColumnEstimate UNKNOWN = new ColumnEstimate(-1, 0, Double.NaN, Double.NaN);

    ColumnEstimate(double distinct, double nullShare, double min, double max) {
      this(distinct, nullShare, min, max, Spread.UNKNOWN);
    }

    static ColumnEstimate of(Spread spread) {
      return new ColumnEstimate(-1, 0, Double.NaN, Double.NaN, spread);
    }

    /// With that share of its values, at least one.
    ColumnEstimate withShare(double share) {
      double left = distinct < 0 ? distinct : Math.max(1, distinct * share);
      return new ColumnEstimate(left, nullShare, min, max, spread);
    }

    boolean hasBounds() {
      return !Double.isNaN(min) && !Double.isNaN(max);
    }
  }

  Estimate {
    columns = Map.copyOf(columns);
  }

  /// As many rows, but at least one if there is any: a guess of none would make all that follows
  /// look free.
  Estimate withRows(double newRows) {
    return new Estimate(Math.max(Math.min(1, rows), newRows), columns);
  }

  ColumnEstimate column(int id) {
    return columns.getOrDefault(id, ColumnEstimate.UNKNOWN);
  }

  /// Distinct values of a column among the rows.
  double distinct(int id) {
    double known = column(id).distinct();
    double guess = known < 0 ? Math.sqrt(Math.max(rows, 1)) : known;
    return Math.max(1, Math.min(guess, rows));
  }
}
