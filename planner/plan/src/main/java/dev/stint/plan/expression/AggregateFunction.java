package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;

/// The aggregate functions. Except for the two counts, NULL arguments are skipped and the result
/// over no rows is NULL. DISTINCT is not among them: the planner turns it into a grouping.
public enum AggregateFunction {
  /// Rows.
  COUNT_ALL(Repeats.EACH, Reordered.SAME),
  /// Rows whose argument is not NULL.
  COUNT(Repeats.EACH, Reordered.SAME),
  /// BIGINT of integers, DOUBLE of floating point, decimal(p+10,s) of decimal(p,s), intervals of
  /// intervals.
  SUM(Repeats.EACH, Reordered.SAME_IF_EXACT),
  /// DOUBLE; decimal(p+4,s+4) of decimal(p,s) and intervals of all fields of intervals, half up.
  AVG(Repeats.EACH, Reordered.SAME_IF_EXACT),
  MIN(Repeats.ONCE, Reordered.SAME),
  MAX(Repeats.ONCE, Reordered.SAME),
  /// Of doubles, as are the next three; the sample forms over one row are NULL.
  STDDEV_SAMP(Repeats.EACH, Reordered.OTHER),
  STDDEV_POP(Repeats.EACH, Reordered.OTHER),
  VAR_SAMP(Repeats.EACH, Reordered.OTHER),
  VAR_POP(Repeats.EACH, Reordered.OTHER),
  /// The sum of squared differences from the mean.
  SQUARES(Repeats.EACH, Reordered.OTHER),
  SKEWNESS(Repeats.EACH, Reordered.OTHER),
  KURTOSIS(Repeats.EACH, Reordered.OTHER),
  /// Of two doubles packed, y and x, as are the next six; none of them NULL.
  CORR(Repeats.EACH, Reordered.OTHER),
  COVAR_POP(Repeats.EACH, Reordered.OTHER),
  COVAR_SAMP(Repeats.EACH, Reordered.OTHER),
  REGR_SXY(Repeats.EACH, Reordered.OTHER),
  REGR_SLOPE(Repeats.EACH, Reordered.OTHER),
  REGR_INTERCEPT(Repeats.EACH, Reordered.OTHER),
  REGR_R2(Repeats.EACH, Reordered.OTHER),
  BOOL_AND(Repeats.ONCE, Reordered.SAME),
  BOOL_OR(Repeats.ONCE, Reordered.SAME),
  /// Of integers, bit by bit.
  BIT_AND(Repeats.ONCE, Reordered.SAME),
  BIT_OR(Repeats.ONCE, Reordered.SAME),
  BIT_XOR(Repeats.EACH, Reordered.SAME),
  /// Of bags (BINARY): one bag of all of their elements, in ascending order.
  BAG(Repeats.EACH, Reordered.SAME),
  /// Of bags, as are the next three: what is read off the bag of all of their elements. Constants:
  /// the layout of the elements, which are packed doubles, and a DOUBLE share from 0 to 1. The
  /// value there, between two by their distances.
  PERCENTILE(Repeats.EACH, Reordered.SAME),
  /// Constant: a DOUBLE share from 0 to 1. The first element up to which so many lie.
  QUANTILE(Repeats.EACH, Reordered.SAME),
  /// The most frequent element, the first of several.
  MODE(Repeats.EACH, Reordered.SAME),
  /// Constants: the layout of the elements, which are packed values whose last is text or BINARY,
  /// and a separator. The texts in order.
  JOINED(Repeats.EACH, Reordered.SAME),
  /// Of BINARY, bit by bit; what is shorter has zeros at its end.
  BITMAP_AND(Repeats.ONCE, Reordered.SAME),
  BITMAP_OR(Repeats.ONCE, Reordered.SAME),
  /// Some value, NULL only when all are.
  ANY_VALUE(Repeats.ONCE, Reordered.OTHER),
  /// The value of the only row; more than one row is the user's error (a scalar subquery).
  SINGLE_VALUE(Repeats.EACH, Reordered.SAME);

  /// What values that come again do to the result.
  private enum Repeats {
    EACH,
    /// Nothing.
    ONCE
  }

  /// What the result is when the rows come in another order.
  private enum Reordered {
    SAME,
    /// Unless the values are floating-point numbers.
    SAME_IF_EXACT,
    OTHER
  }

  private final Repeats repeats;
  private final Reordered reordered;

  AggregateFunction(Repeats repeats, Reordered reordered) {
    this.repeats = repeats;
    this.reordered = reordered;
  }

  /// Whether it is a number of rows, which over none is 0 and not NULL.
  public boolean isCount() {
    return this == COUNT || this == COUNT_ALL;
  }

  /// Whether its state is a bag: all values of a group.
  public boolean isOfBags() {
    return switch (this) {
      case BAG, PERCENTILE, QUANTILE, MODE, JOINED -> true;
      default -> false;
    };
  }

  /// Whether DISTINCT changes nothing.
  public boolean ignoresRepeats() {
    return repeats == Repeats.ONCE;
  }

  /// Whether it gives the same over the same values of a type, in whatever order they come.
  public boolean isRepeatable(DataType type) {
    return switch (reordered) {
      case SAME -> true;
      case SAME_IF_EXACT -> !type.isFloatingPoint();
      case OTHER -> false;
    };
  }
}
