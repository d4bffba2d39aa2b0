package dev.stint.coordinator.schedule;

/// How often a task was tried: the number of its present or next attempt, the memory of that
/// attempt's function, and how many attempts failed for a reason that may pass.
record Tries(int attempt, long functionMemoryBytes, int transientFailures) {

  static Tries first(AttemptPolicy policy) {
    return new Tries(0, policy.functionMemoryBytes(), 0);
  }

  Tries afterTransientFailure() {
    return new Tries(attempt + 1, functionMemoryBytes, transientFailures + 1);
  }

  Tries withMemory(long bytes) {
    return new Tries(attempt + 1, bytes, transientFailures);
  }
}
