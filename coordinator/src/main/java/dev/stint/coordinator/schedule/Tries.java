package dev.stint.coordinator.schedule;

import dev.stint.coordinator.request.AttemptPolicy;

/// How often a task was tried: the number of its next attempt, the memory of that attempt's
/// function, and how many attempts failed for a reason that may pass.
record Tries(int next, long functionMemoryBytes, int transientFailures) {

  static Tries none(AttemptPolicy policy) {
    return new Tries(0, policy.functionMemoryBytes(), 0);
  }

  Tries started() {
    return new Tries(next + 1, functionMemoryBytes, transientFailures);
  }

  Tries afterTransientFailure() {
    return new Tries(next, functionMemoryBytes, transientFailures + 1);
  }

  Tries withMemory(long bytes) {
    return new Tries(next, bytes, transientFailures);
  }
}
