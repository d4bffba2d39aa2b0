package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import org.jspecify.annotations.Nullable;

/// Drops the first rows of its input, passes on a number of those that follow, then stops pulling.
public final class LimitOperator implements Operator {

  private final Operator input;
  private long remainingOffset;
  private long remainingRows;

  public LimitOperator(Operator input, long limit, long offset) {
    if (limit < 0 || offset < 0) {
      throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
    }
    this.input = input;
    this.remainingRows = limit;
    this.remainingOffset = offset;
  }

  @Override
  public @Nullable Batch next() {
    if (remainingRows == 0) {
      // Without touching the input: a satisfied LIMIT must not cost another read.
      return null;
    }
    var batch = input.next();
    while (batch != null && batch.rowCount() <= remainingOffset) {
      remainingOffset -= batch.rowCount();
      batch = input.next();
    }
    return batch == null ? null : cut(batch);
  }

  private Batch cut(Batch batch) {
    int from = (int) remainingOffset;
    int count = (int) Math.min(batch.rowCount() - from, remainingRows);
    remainingOffset = 0;
    remainingRows -= count;
    return count == batch.rowCount() ? batch : slice(batch, from, count);
  }

  private static Batch slice(Batch batch, int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return batch.gather(rows, count);
  }

  @Override
  public void close() {
    input.close();
  }
}
