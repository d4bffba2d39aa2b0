package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Gives each row of its input as often as one of its columns says, with the number of the
/// repetition, from 0, in a last column.
public final class RepeatOperator implements Operator {

  private final Operator input;
  private final int countColumn;
  private @Nullable Batch batch;

  /// The row of `batch` that is being repeated, and how often it was given.
  private int row;

  private long given;

  public RepeatOperator(Operator input, int countColumn) {
    this.input = input;
    this.countColumn = countColumn;
  }

  @Override
  public @Nullable Batch next() {
    int[] rows = new int[Batch.MAX_ROWS];
    long[] ordinals = new long[Batch.MAX_ROWS];
    while (true) {
      var from = batch;
      if (from == null || row == from.rowCount()) {
        from = input.next();
        batch = from;
        row = 0;
        given = 0;
      }
      if (from == null) {
        return null;
      }
      int count = fill(from.longs(countColumn), rows, ordinals);
      if (count > 0) {
        return repeated(from, rows, ordinals, count);
      }
    }
  }

  /// Goes on through the rows of the batch until the arrays are full; gives how far they are.
  private int fill(LongVector counts, int[] rows, long[] ordinals) {
    int filled = 0;
    while (row < counts.rowCount()) {
      long times = counts.isNull(row) ? 0 : counts.values()[row];
      int more = (int) Math.min(times - given, Batch.MAX_ROWS - filled);
      for (int i = 0; i < more; i++) {
        rows[filled + i] = row;
        ordinals[filled + i] = given + i;
      }
      filled += Math.max(0, more);
      given += Math.max(0, more);
      if (given < times) {
        return filled;
      }
      row++;
      given = 0;
    }
    return filled;
  }

  private static Batch repeated(Batch from, int[] rows, long[] ordinals, int count) {
    var columns = new ArrayList<Vector>();
    from.columns().forEach(column -> columns.add(column.gather(rows, count)));
    columns.add(new LongVector(count, ordinals, null));
    return new Batch(count, columns);
  }

  @Override
  public void close() {
    input.close();
  }
}
