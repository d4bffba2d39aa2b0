package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import java.util.List;

/// Evaluates the arguments, then the function.
final class CallEvaluator implements Evaluator {

  private final List<Evaluator> arguments;
  private final VectorFunction function;

  CallEvaluator(List<Evaluator> arguments, VectorFunction function) {
    this.arguments = List.copyOf(arguments);
    this.function = function;
  }

  @Override
  public Vector evaluate(Batch batch) {
    return function.apply(evaluateArguments(batch), batch.rowCount());
  }

  Vector[] evaluateArguments(Batch batch) {
    var vectors = new Vector[arguments.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = arguments.get(i).evaluate(batch);
    }
    return vectors;
  }

  Vector apply(Vector[] vectors, int rowCount) {
    return function.apply(vectors, rowCount);
  }
}
