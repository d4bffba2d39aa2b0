package dev.stint.executor.task;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.failure.StintException;
import org.jspecify.annotations.Nullable;

/// Ends an attempt whose thread was interrupted. Set above every source: whatever takes long in an
/// attempt pulls from one.
final class CancellableOperator implements Operator {

  private final Operator input;
  private final String attemptId;

  CancellableOperator(Operator input, String attemptId) {
    this.input = input;
    this.attemptId = attemptId;
  }

  @Override
  public @Nullable Batch next() {
    checkInterrupt(attemptId);
    return input.next();
  }

  /// @throws StintException of kind TRANSIENT when the thread was interrupted; it stays so
  static void checkInterrupt(String attemptId) {
    if (Thread.currentThread().isInterrupted()) {
      throw StintException.transientFailure(
          "attempt %s was cancelled".formatted(attemptId), new InterruptedException());
    }
  }

  @Override
  public void close() {
    input.close();
  }
}
