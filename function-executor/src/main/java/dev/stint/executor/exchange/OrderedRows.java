package dev.stint.executor.exchange;

import dev.stint.executor.operator.Cancellation;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.spill.SpilledRows;
import dev.stint.plan.task.TaskOutput;

/// Writes rows that went to the disk and come back in order.
final class OrderedRows {

  private OrderedRows() {}

  /// `sink` takes rows in that order; it is closed.
  static TaskOutput write(SpilledRows rows, Sink sink) {
    try (sink) {
      for (var batch = rows.next(); batch != null; batch = rows.next()) {
        sink.write(batch);
        Cancellation.check();
      }
      return sink.finish();
    }
  }
}
