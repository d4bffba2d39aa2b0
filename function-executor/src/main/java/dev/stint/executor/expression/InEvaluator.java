package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Select;

/// Whether values are among constants.
final class InEvaluator implements Evaluator {

  private final Evaluator value;
  private final InSets options;

  InEvaluator(Evaluator value, InSets options) {
    this.value = value;
    this.options = options;
  }

  @Override
  public Vector evaluate(Batch batch) {
    var values = value.evaluate(batch);
    int rowCount = batch.rowCount();
    int[] rows = Select.all(rowCount);
    int candidates = Select.notNull(values.nulls(), rows, rowCount, rows);
    int count = options.select(values, rows, candidates, rows);
    long[] out = new long[rowCount];
    for (int i = 0; i < count; i++) {
      out[rows[i]] = 1;
    }
    return new LongVector(rowCount, out, values.nulls());
  }
}
