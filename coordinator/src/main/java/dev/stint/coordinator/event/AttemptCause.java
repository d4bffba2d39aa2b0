package dev.stint.coordinator.event;

/// Why an attempt is started.
public enum AttemptCause {
  /// The task's turn has come.
  FIRST,
  /// An earlier one failed or was lost.
  RETRY,
  /// An earlier one runs for longer than its siblings did.
  SPECULATION
}
