package dev.stint.executor.expression;

import dev.stint.executor.batch.Vector;

/// A scalar function over whole vectors: kernels put together for the types of one call. Belongs to
/// one thread.
@FunctionalInterface
interface VectorFunction {

  /// `arguments` have `rowCount` rows each.
  Vector apply(Vector[] arguments, int rowCount);
}
