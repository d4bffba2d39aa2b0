package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Blend;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;

/// Gives NULL for rows whose value is the user's error. Only where some row of a batch fails are
/// its rows tried one by one, to know which.
final class TryEvaluator implements Evaluator {

  private final PhysicalType type;
  private final GuardedEvaluator evaluator;

  TryEvaluator(DataType type, GuardedEvaluator evaluator) {
    this.type = type.physicalType();
    this.evaluator = evaluator;
  }

  @Override
  public Vector evaluate(Batch batch) {
    try {
      return evaluator.evaluateAll(batch);
    } catch (StintException e) {
      requireUsers(e);
    }
    int[] rows = new int[batch.rowCount()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[count] = row;
      count += isFine(batch, row) ? 1 : 0;
    }
    var blend = new Blend(type, rows.length);
    if (count > 0) {
      blend.putGathered(evaluator.evaluateAt(batch, rows, count), rows, count);
    }
    return blend.build();
  }

  private boolean isFine(Batch batch, int row) {
    try {
      return evaluator.evaluateAt(batch, new int[] {row}, 1).rowCount() == 1;
    } catch (StintException e) {
      requireUsers(e);
      return false;
    }
  }

  private static void requireUsers(StintException e) {
    if (e.kind() != FailureKind.USER) {
      throw e;
    }
  }
}
