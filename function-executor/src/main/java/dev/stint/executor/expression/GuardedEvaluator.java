package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.ArrayList;

/// An expression that conditions may keep from some rows: it is evaluated on a batch of just the
/// others. Only the columns that it reads are gathered.
final class GuardedEvaluator {

  private static final long[] ZEROS = new long[Batch.MAX_ROWS];

  private final Evaluator evaluator;
  private final int[] columns;
  private final boolean isTotal;

  /// `columns` are those that the expression reads; `isTotal` says that it is cheap and cannot
  /// fail, so that it may as well be evaluated for all rows.
  GuardedEvaluator(Evaluator evaluator, int[] columns, boolean isTotal) {
    this.evaluator = evaluator;
    this.columns = columns.clone();
    this.isTotal = isTotal;
  }

  boolean isTotal() {
    return isTotal;
  }

  Vector evaluateAll(Batch batch) {
    return evaluator.evaluate(batch);
  }

  /// Row i of the result is the value for `rows[i]`.
  Vector evaluateAt(Batch batch, int[] rows, int count) {
    if (count == batch.rowCount()) {
      return evaluator.evaluate(batch);
    }
    var unused = new LongVector(count, count <= ZEROS.length ? ZEROS : new long[count], null);
    var vectors = new ArrayList<Vector>(batch.columnCount());
    for (int column = 0; column < batch.columnCount(); column++) {
      vectors.add(unused);
    }
    for (int column : columns) {
      vectors.set(column, batch.column(column).gather(rows, count));
    }
    return evaluator.evaluate(new Batch(count, vectors));
  }
}
