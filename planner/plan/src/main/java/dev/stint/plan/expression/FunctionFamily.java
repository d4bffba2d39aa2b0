package dev.stint.plan.expression;

/// Which kernels compute a function.
public enum FunctionFamily {
  ARITHMETIC,
  BITS,
  DIGITS,
  ROUNDING,
  MATHEMATICS,
  COMPARISON,
  /// Decides which of its arguments are evaluated for a row.
  BRANCHING,
  CONVERSION,
  MATCH,
  TEXT,
  /// A row at a time.
  TEXT_FORM,
  BYTES,
  /// Values packed into bytes, and bags of them.
  PACKED,
  DATE_PART,
  DATETIME,
  DATETIME_TEXT,
  INTERVALS,
  TIME_OF_DAY,
  JSON,
  /// Depends on the task and the row's place in it.
  PLACE,
  /// Code of users.
  USER;

  /// Whether a value costs so little that it may be computed for rows which do not need it.
  public boolean isCheap() {
    return switch (this) {
      case ARITHMETIC, BITS, COMPARISON, BRANCHING -> true;
      case DIGITS, ROUNDING, MATHEMATICS, CONVERSION -> false;
      case MATCH, TEXT, TEXT_FORM, BYTES, PACKED -> false;
      case DATE_PART, DATETIME, DATETIME_TEXT, INTERVALS, TIME_OF_DAY, JSON, PLACE, USER -> false;
    };
  }
}
