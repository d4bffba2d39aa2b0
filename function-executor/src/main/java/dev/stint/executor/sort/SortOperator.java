package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.node.SortNode;
import org.jspecify.annotations.Nullable;

/// Collects all rows of its input, then gives them in order.
public final class SortOperator implements Operator {

  private final Operator input;
  private final RowSort rows;
  private int @Nullable [] order;
  private int given;

  public SortOperator(Operator input, SortNode node, MemoryBudget budget) {
    this.input = input;
    var memory = new MemoryAccount(budget, "sort by " + node.keys());
    this.rows = new RowSort(node.schema(), node.keys(), memory);
  }

  @Override
  public @Nullable Batch next() {
    int[] sorted = order;
    if (sorted == null) {
      for (var batch = input.next(); batch != null; batch = input.next()) {
        rows.append(batch);
      }
      input.close();
      sorted = rows.sort();
      order = sorted;
    }
    int count = Math.min(sorted.length - given, Batch.MAX_ROWS);
    if (count == 0) {
      return null;
    }
    var batch = rows.gather(sorted, given, count);
    given += count;
    return batch;
  }

  @Override
  public void close() {
    rows.close();
    input.close();
  }
}
