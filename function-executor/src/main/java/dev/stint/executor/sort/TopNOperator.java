package dev.stint.executor.sort;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.node.TopNNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Gives, in order, the rows from `offset` to `offset + limit` of its sorted input, keeping few
/// more than it will give: whenever it has twice as many it drops the worse half, and from then on
/// takes only rows that come before the worst one kept.
public final class TopNOperator implements Operator {

  private final Operator input;
  private final TopNNode node;
  private final MemoryBudget budget;

  /// Rows to keep.
  private final long wantedRows;

  private final int[] selected = new int[Batch.MAX_ROWS];
  private SortedRows rows;
  private byte @Nullable [] worstKey;
  private int @Nullable [] order;
  private long given;

  public TopNOperator(Operator input, TopNNode node, MemoryBudget budget) {
    this.input = input;
    this.node = node;
    this.budget = budget;
    this.rows = noRows();
    long sum = node.limit() + node.offset();
    this.wantedRows = sum < 0 ? Long.MAX_VALUE : sum;
  }

  private SortedRows noRows() {
    var memory = new MemoryAccount(budget, "top " + node.limit() + " by " + node.keys());
    return new SortedRows(node.schema(), node.keys(), memory);
  }

  @Override
  public @Nullable Batch next() {
    if (node.limit() == 0) {
      return null;
    }
    int[] sorted = order;
    if (sorted == null) {
      for (var batch = input.next(); batch != null; batch = input.next()) {
        take(batch);
      }
      input.close();
      sorted = rows.sort();
      order = sorted;
    }
    long from = node.offset() + given;
    int count = (int) Math.min(Math.min(wantedRows, sorted.length) - from, Batch.MAX_ROWS);
    if (count <= 0) {
      return null;
    }
    given += count;
    return rows.gather(sorted, (int) from, count);
  }

  private void take(Batch batch) {
    var encoded = rows.encode(batch);
    int count = selectBetter(encoded);
    if (count == 0) {
      return;
    }
    rows.append(batch, encoded, selected, count);
    if (rows.rowCount() >= 2 * wantedRows + Batch.MAX_ROWS && wantedRows < Integer.MAX_VALUE) {
      dropWorse((int) wantedRows);
    }
  }

  private int selectBetter(BytesVector keys) {
    int count = 0;
    for (int row = 0; row < keys.rowCount(); row++) {
      selected[count] = row;
      count += isBetter(keys, row) ? 1 : 0;
    }
    return count;
  }

  private boolean isBetter(BytesVector keys, int row) {
    byte[] worst = worstKey;
    if (worst == null) {
      return true;
    }
    int start = keys.starts()[row];
    int end = start + keys.lengths()[row];
    return Arrays.compareUnsigned(keys.data(), start, end, worst, 0, worst.length) < 0;
  }

  private void dropWorse(int kept) {
    int[] sorted = rows.sort();
    var keys = rows.keys();
    int worst = sorted[kept - 1];
    int start = keys.starts()[worst];
    worstKey = Arrays.copyOfRange(keys.data(), start, start + keys.lengths()[worst]);
    var best = noRows();
    for (int from = 0; from < kept; from += Batch.MAX_ROWS) {
      best.append(rows.gather(sorted, from, Math.min(kept - from, Batch.MAX_ROWS)));
    }
    rows.close();
    rows = best;
  }

  @Override
  public void close() {
    rows.close();
    input.close();
  }
}
