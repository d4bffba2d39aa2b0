package dev.stint.coordinator.history;

/// How a run stands, as far as its log and its coordinator's signs of life tell.
public enum RunStanding {
  /// A coordinator is there.
  RUNNING,
  /// It has not ended, and no coordinator gives a sign of life: it can be resumed.
  INTERRUPTED,
  SUCCEEDED,
  /// The output was there and the write mode is `ignore`: nothing was done.
  SKIPPED,
  FAILED,
  CANCELLED
}
