package dev.stint.executor.window;

import dev.stint.executor.batch.Vector;

/// Computes one column of a window, step by step in the order of the rows.
interface WindowFunction extends AutoCloseable {

  /// What must be at hand for each row of a step.
  Reach reach();

  /// The values of the step's rows, valid until the next call.
  Vector compute(Step step);

  /// Gives up what it holds beside the memory that its maker closes.
  @Override
  default void close() {}
}
