package dev.stint.executor.kernel;

/// The six comparisons, each made of "equal" or "less", with the sides exchanged or the answer
/// turned round.
public enum Comparison {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  public boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  /// Whether it is asked as "right is less than left".
  public boolean isExchanged() {
    return this == GREATER || this == LESS_OR_EQUAL;
  }

  /// Whether the answer is turned round.
  public boolean isNegated() {
    return this == NOT_EQUAL || this == LESS_OR_EQUAL || this == GREATER_OR_EQUAL;
  }

  /// The comparison with left and right exchanged.
  public Comparison mirrored() {
    return switch (this) {
      case EQUAL -> EQUAL;
      case NOT_EQUAL -> NOT_EQUAL;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }

  /// Whether it holds for two values that [Comparable] orders by `order`.
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
