package dev.stint.coordinator.schedule;

import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.plan.task.TaskFailure;

/// How often a task was tried: the number of its next attempt, the memory of that attempt's
/// function, how many attempts failed for a reason that may pass, and in how many of these the
/// function was killed without a word.
record Tries(int next, long functionMemoryBytes, int transientFailures, int kills) {

  static Tries none(AttemptPolicy policy) {
    return new Tries(0, policy.functionMemoryBytes(), 0, 0);
  }

  Tries started() {
    return new Tries(next + 1, functionMemoryBytes, transientFailures, kills);
  }

  Tries after(TaskFailure failure) {
    return switch (failure.kind()) {
      case TRANSIENT ->
          new Tries(
              next,
              functionMemoryBytes,
              transientFailures + 1,
              kills + (failure.mayBeOutOfMemory() ? 1 : 0));
      case RESOURCE, USER, INTERNAL -> this;
    };
  }

  Tries withMemory(long bytes) {
    return new Tries(next, bytes, transientFailures, kills);
  }
}
