package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.spill.SpilledRows;
import dev.stint.plan.node.SortNode;
import org.jspecify.annotations.Nullable;

/// Collects all rows of its input, then gives them in order.
public final class SortOperator implements Operator {

  private final Operator input;
  private final RowSort rows;
  private boolean isCollected;
  private @Nullable SpilledRows spilled;
  private int[] order = new int[0];
  private int given;

  public SortOperator(Operator input, SortNode node, MemoryBudget budget) {
    this.input = input;
    this.rows = new RowSort(node.schema(), node.keys(), budget, "sort by " + node.keys());
  }

  @Override
  public @Nullable Batch next() {
    if (!isCollected) {
      collect();
    }
    if (spilled != null) {
      return spilled.next();
    }
    int count = Math.min(order.length - given, Batch.MAX_ROWS);
    if (count == 0) {
      return null;
    }
    var batch = rows.gather(order, given, count);
    given += count;
    return batch;
  }

  private void collect() {
    for (var batch = input.next(); batch != null; batch = input.next()) {
      rows.append(batch);
    }
    input.close();
    isCollected = true;
    spilled = rows.spilled();
    if (spilled == null) {
      order = rows.sort();
    }
  }

  @Override
  public void close() {
    rows.close();
    input.close();
  }
}
