package dev.stint.executor.kernel;

/// What a row's error becomes.
public enum OnError {
  /// The user's error, as ANSI SQL wants it.
  FAIL,
  /// NULL, as in the `try_` functions.
  GIVE_NULL,
  /// As without ANSI mode: whole numbers keep their last bits, and else it is NULL.
  BE_LENIENT
}
