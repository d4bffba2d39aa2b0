package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Blend;
import dev.stint.executor.kernel.Select;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.util.List;

/// The first value that is not NULL; later arguments see only the rows that are still open.
final class CoalesceEvaluator implements Evaluator {

  private final PhysicalType type;
  private final List<GuardedEvaluator> arguments;

  CoalesceEvaluator(DataType type, List<GuardedEvaluator> arguments) {
    this.type = type.physicalType();
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Vector evaluate(Batch batch) {
    var first = arguments.getFirst().evaluateAll(batch);
    if (first.nulls() == null) {
      return first;
    }
    int rowCount = batch.rowCount();
    int[] all = Select.all(rowCount);
    int[] open = new int[rowCount];
    int openCount = Select.isNull(first.nulls(), all, rowCount, open);
    var blend = new Blend(type, rowCount);
    blend.putAligned(first, all, rowCount);
    for (var argument : arguments.subList(1, arguments.size())) {
      if (openCount == 0) {
        break;
      }
      var piece = argument.evaluateAt(batch, open, openCount);
      blend.putGathered(piece, open, openCount);
      openCount = stillOpen(piece, open, openCount);
    }
    return blend.build();
  }

  private static int stillOpen(Vector piece, int[] rows, int count) {
    int open = 0;
    for (int i = 0; i < count; i++) {
      rows[open] = rows[i];
      open += piece.isNull(i) ? 1 : 0;
    }
    return open;
  }
}
