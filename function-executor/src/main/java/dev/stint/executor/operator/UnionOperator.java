package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the rows of its inputs, one input after the other.
public final class UnionOperator implements Operator {

  private final List<Operator> inputs;
  private int current;

  public UnionOperator(List<Operator> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public @Nullable Batch next() {
    while (current < inputs.size()) {
      var batch = inputs.get(current).next();
      if (batch != null) {
        return batch;
      }
      // What it holds is not needed while the others run.
      inputs.get(current++).close();
    }
    return null;
  }

  @Override
  public void close() {
    Closing.closeAll(inputs);
  }
}
