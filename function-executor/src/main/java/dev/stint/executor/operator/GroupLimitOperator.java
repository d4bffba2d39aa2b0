package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.hash.KeyTable;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.LimitNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Of each group, drops the first rows of its input and passes on a number of those that follow.
/// Rows of a group need not stand together; what is given keeps the input's order.
public final class GroupLimitOperator implements Operator {

  private final Operator input;
  private final int[] groupColumns;
  private final long limit;
  private final long offset;
  private final MemoryAccount memory;
  private final KeyTable keys;
  private final int[] groups = new int[Batch.MAX_ROWS];
  private final int[] kept = new int[Batch.MAX_ROWS];

  /// How many rows of each group have come so far.
  private long[] rowsOfGroup = new long[0];

  public GroupLimitOperator(Operator input, LimitNode node, MemoryBudget budget) {
    this.input = input;
    this.groupColumns = node.groupColumns().stream().mapToInt(Integer::intValue).toArray();
    this.limit = node.limit();
    this.offset = node.offset();
    this.memory = new MemoryAccount(budget, "limit by " + node.groupColumns());
    var schema = node.schema().select(node.groupColumns());
    this.keys = new KeyTable(RowBuffer.physicalTypes(schema), memory);
  }

  @Override
  public @Nullable Batch next() {
    for (var batch = input.next(); batch != null; batch = input.next()) {
      int count = select(batch);
      if (count == batch.rowCount()) {
        return batch;
      }
      if (count > 0) {
        return batch.gather(kept, count);
      }
    }
    return null;
  }

  private int select(Batch batch) {
    keys.findOrAdd(batch, groupColumns, groups);
    ensureGroups(keys.size());
    int count = 0;
    for (int row = 0; row < batch.rowCount(); row++) {
      long place = rowsOfGroup[groups[row]]++ - offset;
      kept[count] = row;
      count += place >= 0 && place < limit ? 1 : 0;
    }
    return count;
  }

  private void ensureGroups(int needed) {
    if (needed > rowsOfGroup.length) {
      int before = rowsOfGroup.length;
      int larger = Math.max(needed, before + (before >> 1));
      memory.reserve((long) larger * Long.BYTES);
      rowsOfGroup = Arrays.copyOf(rowsOfGroup, larger);
      memory.release((long) before * Long.BYTES);
    }
  }

  @Override
  public void close() {
    memory.close();
    input.close();
  }
}
