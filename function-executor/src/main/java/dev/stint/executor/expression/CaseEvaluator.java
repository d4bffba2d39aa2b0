package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Blend;
import dev.stint.executor.kernel.Select;
import dev.stint.plan.expression.Case;
import dev.stint.plan.type.PhysicalType;
import java.util.List;

/// Hands each row to the first branch whose condition is true.
final class CaseEvaluator implements Evaluator {

  private record Branch(GuardedEvaluator condition, GuardedEvaluator value) {}

  private final List<Branch> branches;
  private final GuardedEvaluator otherwise;
  private final PhysicalType type;

  private CaseEvaluator(List<Branch> branches, GuardedEvaluator otherwise, PhysicalType type) {
    this.branches = branches;
    this.otherwise = otherwise;
    this.type = type;
  }

  static CaseEvaluator of(Case choice, ExpressionCompiler compiler) {
    var branches =
        choice.branches().stream()
            .map(
                branch ->
                    new Branch(
                        compiler.guarded(branch.condition()), compiler.guarded(branch.value())))
            .toList();
    return new CaseEvaluator(
        branches, compiler.guarded(choice.otherwise()), choice.type().physicalType());
  }

  @Override
  public Vector evaluate(Batch batch) {
    int rowCount = batch.rowCount();
    var blend = new Blend(type, rowCount);
    int[] open = Select.all(rowCount);
    int[] chosen = new int[rowCount];
    int openCount = rowCount;
    for (var branch : branches) {
      int count = choose(branch.condition(), batch, open, openCount, chosen);
      put(branch.value(), batch, chosen, count, blend);
      openCount = Select.except(open, openCount, chosen, count, open);
      if (openCount == 0) {
        return blend.build();
      }
    }
    put(otherwise, batch, open, openCount, blend);
    return blend.build();
  }

  private static int choose(
      GuardedEvaluator condition, Batch batch, int[] rows, int count, int[] out) {
    return condition.isTotal()
        ? Select.isTrue((LongVector) condition.evaluateAll(batch), rows, count, out)
        : Select.isTrueGathered(
            (LongVector) condition.evaluateAt(batch, rows, count), rows, count, out);
  }

  /// Fills `rows` of `blend` with the expression's values.
  static void put(GuardedEvaluator value, Batch batch, int[] rows, int count, Blend blend) {
    if (count == 0) {
      return;
    }
    if (value.isTotal()) {
      blend.putAligned(value.evaluateAll(batch), rows, count);
    } else {
      blend.putGathered(value.evaluateAt(batch, rows, count), rows, count);
    }
  }
}
