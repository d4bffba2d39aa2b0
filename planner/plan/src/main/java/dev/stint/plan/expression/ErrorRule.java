package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;

/// Whether arguments may lie outside of what a function is defined for, which is the user's error.
public enum ErrorRule {
  MAY_FAIL,
  /// Unless the result is a floating-point number.
  FAILS_IF_EXACT,
  /// Never: only the arguments themselves may fail.
  SAFE;

  /// Whether a value of this type may be asked for where there is none.
  boolean canFail(DataType type) {
    return switch (this) {
      case MAY_FAIL -> true;
      case FAILS_IF_EXACT -> !type.isFloatingPoint();
      case SAFE -> false;
    };
  }
}
