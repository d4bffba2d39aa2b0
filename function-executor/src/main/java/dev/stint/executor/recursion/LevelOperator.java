package dev.stint.executor.recursion;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Operator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Gives the rows of the level before.
public final class LevelOperator implements Operator {

  private final Level level;
  private int given;

  public LevelOperator(Level level) {
    this.level = level;
  }

  @Override
  public @Nullable Batch next() {
    var rows = level.before();
    int count = Math.min(rows.rowCount() - given, Batch.MAX_ROWS);
    if (count == 0) {
      return null;
    }
    int[] places = IntStream.range(given, given + count).toArray();
    given += count;
    return rows.gather(places, 0, count);
  }

  @Override
  public void close() {}
}
