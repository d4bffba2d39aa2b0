package dev.stint.plan.expression;

/// When a function's value is NULL.
public enum NullRule {
  /// When an argument is NULL, and only then.
  NULL_IF_ANY,
  /// When an argument is NULL, and for some other values.
  NULL_IF_ANY_OR_MORE,
  /// When the first argument is NULL, and only then.
  NULL_IF_FIRST,
  /// When all arguments are NULL, and only then.
  NULL_IF_ALL,
  /// As the logic of three values has it: only if an argument is NULL, but not always then.
  NULL_BY_LOGIC,
  NEVER_NULL;

  /// Whether it is NULL when any argument is.
  boolean isStrict() {
    return switch (this) {
      case NULL_IF_ANY, NULL_IF_ANY_OR_MORE -> true;
      case NULL_IF_FIRST, NULL_IF_ALL, NULL_BY_LOGIC, NEVER_NULL -> false;
    };
  }
}
