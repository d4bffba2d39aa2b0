package dev.stint.executor.kernel;

import dev.stint.plan.type.DataType;

/// Whole numbers in the 64 bits that each has in a vector.
public final class Lanes {

  private Lanes() {}

  /// The high bits that values of the type do not use.
  ///
  /// @throws IllegalArgumentException for a type without whole numbers
  public static int spareBits(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> 56;
      case SMALLINT -> 48;
      case INT, DATE, YEAR_MONTH_INTERVAL -> 32;
      case BIGINT, TIMESTAMP, TIMESTAMP_NTZ, DAY_TIME_INTERVAL -> 0;
      case TIME, VOID, BOOLEAN, DECIMAL, FLOAT, DOUBLE, STRING, BINARY ->
          throw new IllegalArgumentException("no integers: " + type);
    };
  }
}
