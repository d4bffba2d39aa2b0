package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.Evaluator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes new columns from those of its input.
public final class ProjectOperator implements Operator {

  private final Operator input;
  private final List<Evaluator> columns;

  public ProjectOperator(Operator input, List<Evaluator> columns) {
    this.input = input;
    this.columns = List.copyOf(columns);
  }

  @Override
  public @Nullable Batch next() {
    var batch = input.next();
    return batch == null ? null : project(batch, columns);
  }

  static Batch project(Batch batch, List<Evaluator> columns) {
    var vectors = new ArrayList<Vector>(columns.size());
    for (var column : columns) {
      vectors.add(column.evaluate(batch));
    }
    return new Batch(batch.rowCount(), vectors);
  }

  @Override
  public void close() {
    input.close();
  }
}
