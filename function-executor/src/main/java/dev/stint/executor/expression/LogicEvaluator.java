package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Blend;
import dev.stint.executor.kernel.Logic;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.PhysicalType;
import java.util.List;

/// `AND` and `OR`: an argument that may fail sees only the rows that the earlier ones leave open.
final class LogicEvaluator implements Evaluator {

  private final boolean isAnd;
  private final List<GuardedEvaluator> arguments;

  LogicEvaluator(ScalarFunction function, List<GuardedEvaluator> arguments) {
    this.isAnd = function == ScalarFunction.AND;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Vector evaluate(Batch batch) {
    var result = (LongVector) arguments.getFirst().evaluateAll(batch);
    for (var argument : arguments.subList(1, arguments.size())) {
      var next =
          argument.isTotal()
              ? (LongVector) argument.evaluateAll(batch)
              : evaluateOpen(argument, batch, result);
      result = isAnd ? Logic.and(result, next) : Logic.or(result, next);
    }
    return result;
  }

  /// NULL for the rows that are decided, which does not change them.
  private LongVector evaluateOpen(GuardedEvaluator argument, Batch batch, LongVector result) {
    int rowCount = batch.rowCount();
    long decisive = isAnd ? 0 : 1;
    int[] open = new int[rowCount];
    int count = 0;
    for (int row = 0; row < rowCount; row++) {
      open[count] = row;
      count += result.isNull(row) || result.values()[row] != decisive ? 1 : 0;
    }
    var blend = new Blend(PhysicalType.LONG, rowCount);
    if (count > 0) {
      blend.putGathered(argument.evaluateAt(batch, open, count), open, count);
    }
    return (LongVector) blend.build();
  }
}
