package dev.stint.plan.expression;

/// The aggregate functions. Except for the two counts, NULL arguments are skipped and the result
/// over no rows is NULL. DISTINCT is not among them: the planner turns it into a grouping.
public enum AggregateFunction {
  /// Rows.
  COUNT_ALL,
  /// Rows whose argument is not NULL.
  COUNT,
  /// BIGINT of integers, DOUBLE of floating point, decimal(p+10,s) of decimal(p,s).
  SUM,
  /// DOUBLE, or decimal(p+4,s+4) of decimal(p,s), half up.
  AVG,
  MIN,
  MAX,
  /// Of doubles, as are the next three; the sample forms over one row are NULL.
  STDDEV_SAMP,
  STDDEV_POP,
  VAR_SAMP,
  VAR_POP,
  BOOL_AND,
  BOOL_OR,
  /// Some value, NULL only when all are.
  ANY_VALUE,
  /// The value of the only row; more than one row is the user's error (a scalar subquery).
  SINGLE_VALUE
}
