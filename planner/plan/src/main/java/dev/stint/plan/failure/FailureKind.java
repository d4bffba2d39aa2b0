package dev.stint.plan.failure;

/// What the coordinator does about a failure. A new kind needs a new reaction.
public enum FailureKind {
  /// Fail the run and show the message: bad SQL, bad data, a missing file, denied access.
  USER,
  /// Try again after a pause: throttling, time-outs, lost functions.
  TRANSIENT,
  /// Try again with more memory or less input.
  RESOURCE,
  /// A bug of ours: fail the run loudly.
  INTERNAL
}
