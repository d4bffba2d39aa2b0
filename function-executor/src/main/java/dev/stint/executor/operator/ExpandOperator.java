package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.Evaluator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives each batch of its input once per projection.
public final class ExpandOperator implements Operator {

  private final Operator input;
  private final List<List<Evaluator>> projections;
  private @Nullable Batch batch;
  private int projection;

  public ExpandOperator(Operator input, List<List<Evaluator>> projections) {
    this.input = input;
    this.projections = projections.stream().map(List::copyOf).toList();
  }

  @Override
  public @Nullable Batch next() {
    if (projections.isEmpty()) {
      return null;
    }
    if (batch == null || projection == projections.size()) {
      batch = input.next();
      projection = 0;
    }
    return batch == null ? null : ProjectOperator.project(batch, projections.get(projection++));
  }

  @Override
  public void close() {
    input.close();
  }
}
