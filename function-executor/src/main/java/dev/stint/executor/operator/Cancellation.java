package dev.stint.executor.operator;

import dev.stint.plan.failure.StintException;

/// Ends an attempt whose thread was interrupted. Looked at above every source, and in every loop
/// that may run for long without pulling from one; a look costs some nanoseconds.
public final class Cancellation {

  private Cancellation() {}

  /// @throws StintException of kind TRANSIENT when the thread was interrupted; it stays so
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw StintException.transientFailure(
          "the attempt was cancelled", new InterruptedException());
    }
  }
}
