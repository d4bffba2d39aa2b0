package dev.stint.executor.task;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Cancellation;
import dev.stint.executor.operator.Operator;
import org.jspecify.annotations.Nullable;

/// Ends an attempt whose thread was interrupted. Set above every source: most of what takes long in
/// an attempt pulls from one.
final class CancellableOperator implements Operator {

  private final Operator input;

  CancellableOperator(Operator input) {
    this.input = input;
  }

  @Override
  public @Nullable Batch next() {
    Cancellation.check();
    return input.next();
  }

  @Override
  public void close() {
    input.close();
  }
}
