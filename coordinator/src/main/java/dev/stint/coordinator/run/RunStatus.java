package dev.stint.coordinator.run;

/// How a run stands.
public enum RunStatus {
  /// It has not ended: it goes on, or its coordinator died.
  RUNNING,
  SUCCEEDED,
  /// The output was there and the write mode is `ignore`: nothing was done.
  SKIPPED,
  FAILED,
  CANCELLED
}
