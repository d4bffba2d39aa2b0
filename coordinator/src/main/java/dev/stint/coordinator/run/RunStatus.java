package dev.stint.coordinator.run;

/// How a run ended.
public enum RunStatus {
  SUCCEEDED,
  /// The output was there and the write mode is `ignore`: nothing was done.
  SKIPPED,
  FAILED,
  CANCELLED
}
