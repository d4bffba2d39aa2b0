package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.expression.AggregateCall;

/// What an aggregate is given of a window's rows: the columns that it uses, and no others.
final class AggregateInput {

  private final int[] columns;
  private final AggregateCall call;

  AggregateInput(AggregateCall call) {
    this.columns = call.columns().stream().mapToInt(Integer::intValue).distinct().toArray();
    this.call = call.withColumns(this::place);
  }

  private int place(int column) {
    int place = 0;
    while (columns[place] != column) {
      place++;
    }
    return place;
  }

  /// The call over these columns.
  AggregateCall call() {
    return call;
  }

  /// Rows from `from` on: at least one and at most `maxCount`, so many as lie together.
  Batch next(WindowRows rows, int from, int maxCount) {
    return rows.next(columns, from, Math.min(maxCount, Batch.MAX_ROWS));
  }
}
