package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;

/// A compiled expression. Belongs to one thread; may keep scratch arrays between calls.
public interface Evaluator {

  /// The expression's value for every row of `batch`. The result may be one of the batch's own
  /// vectors, and is valid until the next call.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind USER when a row's value is an error in
  ///   ANSI SQL: overflow, division by zero, a cast that cannot be
  Vector evaluate(Batch batch);
}
