package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.expression.RowFilter;
import org.jspecify.annotations.Nullable;

/// Passes on the rows for which a condition is true.
public final class FilterOperator implements Operator {

  private final Operator input;
  private final RowFilter condition;
  private final int[] rows = new int[Batch.MAX_ROWS];

  public FilterOperator(Operator input, RowFilter condition) {
    this.input = input;
    this.condition = condition;
  }

  @Override
  public @Nullable Batch next() {
    for (var batch = input.next(); batch != null; batch = input.next()) {
      int count = condition.select(batch, RowIndexes.identity(), batch.rowCount(), rows);
      if (count == batch.rowCount()) {
        return batch;
      }
      if (count > 0) {
        return batch.gather(rows, count);
      }
    }
    return null;
  }

  @Override
  public void close() {
    input.close();
  }
}
