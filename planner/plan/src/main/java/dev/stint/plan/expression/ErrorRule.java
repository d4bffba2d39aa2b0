package dev.stint.plan.expression;

/// Whether arguments may lie outside of what a function is defined for, which is the user's error.
public enum ErrorRule {
  MAY_FAIL,
  /// Unless the result is a floating-point number.
  FAILS_IF_EXACT,
  /// Never: only the arguments themselves may fail.
  SAFE
}
