package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.expression.RowFilter;
import dev.stint.plan.expression.Expression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A scan's filter over a batch of just the columns that it reads, in the order of `columns`.
public final class ScanFilter {

  private final List<Integer> columns;
  private final RowFilter filter;
  private final int[] candidates = new int[Batch.MAX_ROWS];

  public ScanFilter(Expression condition, ExpressionCompiler compiler) {
    this.columns = ColumnUse.columns(condition);
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      numbers.put(columns.get(i), i);
    }
    this.filter = compiler.compileFilter(ColumnUse.renumber(condition, numbers));
    Arrays.setAll(candidates, row -> row);
  }

  /// Columns of the scan, ascending.
  public List<Integer> columns() {
    return columns;
  }

  /// The rows of `batch` that survive, ascending, to the front of `out`; returns how many.
  public int select(Batch batch, int[] out) {
    return filter.select(batch, candidates, batch.rowCount(), out);
  }
}
