package dev.stint.coordinator.session;

/// What functions are on the local target.
public enum FunctionMode {
  /// Threads of this process.
  THREADS,
  /// Processes of their own under AWS's runtime interface client.
  PROCESSES
}
