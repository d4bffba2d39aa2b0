package dev.stint.plan.type;

/// The four ways in which values lie in memory. Every kernel exists at most once for each.
public enum PhysicalType {
  /// One `long`: whole numbers, booleans (0 or 1), days since 1970-01-01, microseconds since
  /// 1970-01-01 00:00, months or microseconds of intervals, nanoseconds of a day, and the unscaled
  /// value of decimals of at most 18 digits.
  LONG(8),
  /// One `double`; a `FLOAT` is a double that some float equals.
  DOUBLE(8),
  /// Two `long`s, high and low: the unscaled value of decimals of 19 to 38 digits, two's
  /// complement.
  INT128(16),
  /// A run of bytes: UTF-8 strings and binary.
  BYTES(24);

  private final int guessedBytes;

  PhysicalType(int guessedBytes) {
    this.guessedBytes = guessedBytes;
  }

  /// What a value takes in memory; a guess where values differ in length.
  public int guessedBytes() {
    return guessedBytes;
  }
}
